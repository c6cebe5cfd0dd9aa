"""What Jeudis bring to the registries: one module per trade, each filling them when imported."""

from . import agenda, besoins, evenements, lecture, passerelle, sondages  # noqa: F401
