"""Stages of the demonstration: one module per trade."""

from .comptes_rendus import peupler_les_comptes_rendus
from .saison import peupler_jeudis

__all__ = ["peupler_jeudis", "peupler_les_comptes_rendus"]
