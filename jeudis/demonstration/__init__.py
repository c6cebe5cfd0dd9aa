"""Stages of the demonstration: one module each."""

from .saison import peupler_jeudis

__all__ = ["peupler_jeudis"]
