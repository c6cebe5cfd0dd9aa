"""Stages of the demonstration: one module each."""

from .archive import peupler_les_comptes_rendus_repris
from .saison import peupler_bibliotheque, peupler_les_acces
from .soins import peupler_les_soins

__all__ = ["peupler_bibliotheque", "peupler_les_acces", "peupler_les_comptes_rendus_repris", "peupler_les_soins"]
