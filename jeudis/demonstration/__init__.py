"""Stages of the demonstration: one module each."""

from .inscriptions import peupler as peupler_les_inscriptions
from .saison import peupler_jeudis

__all__ = ["peupler_jeudis", "peupler_les_inscriptions"]
