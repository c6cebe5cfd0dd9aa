"""What Jeudis bring to the registries: one module per trade, each filling them when imported."""

from . import lecture, comptes_rendus, dossiers  # noqa: F401, I001  (the Jeudis of the demonstration come first)
