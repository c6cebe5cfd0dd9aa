"""Stages of the demonstration: one module each."""

from .comptes_rendus import peupler_les_comptes_rendus
from .emargement import peupler_emargements
from .inscriptions import peupler as peupler_les_inscriptions
from .programme import peupler_le_programme
from .saison import peupler_jeudis

__all__ = [
    "peupler_emargements",
    "peupler_jeudis",
    "peupler_le_programme",
    "peupler_les_comptes_rendus",
    "peupler_les_inscriptions",
]
