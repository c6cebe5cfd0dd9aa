"""Stages of the demonstration: one module each."""

from .programme import peupler_le_programme
from .saison import peupler_jeudis

__all__ = ["peupler_jeudis", "peupler_le_programme"]
