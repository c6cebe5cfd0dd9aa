"""What Jeudis bring to the registries: one module per trade, each filling them when imported."""

from . import comptes_rendus, dossiers, lecture  # noqa: F401
