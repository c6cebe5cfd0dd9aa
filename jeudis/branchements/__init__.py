"""What Jeudis bring to the registries: one module per trade, each filling them when imported."""

from . import agenda, lecture, passerelle  # noqa: F401
