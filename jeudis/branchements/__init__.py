"""What Jeudis bring to the registries: one module per trade, each filling them when imported."""

from . import lecture  # noqa: F401, I001  (its stage of the demonstration comes first)
from . import gestes, inscription, programme  # noqa: F401
