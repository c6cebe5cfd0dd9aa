"""What Jeudis bring to the registries: one module per trade, each filling them when imported."""

from . import (
    emargement,  # noqa: F401
    lecture,  # noqa: F401
)
