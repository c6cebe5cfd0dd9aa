"""What Jeudis bring to the registries: one module per trade, each filling them when imported."""

from . import gestes, lecture  # noqa: F401
from . import lecture, programme  # noqa: F401
