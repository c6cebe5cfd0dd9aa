"""Stages of the demonstration: one module each."""

from .emargement import peupler_emargements
from .saison import peupler_jeudis

__all__ = ["peupler_emargements", "peupler_jeudis"]
