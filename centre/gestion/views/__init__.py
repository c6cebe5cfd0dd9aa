"""The team's screens: Ma journée, identity, members, journal, register of processing."""

from .journal import annulation, journal
from .journee import ferme, identite, ma_journee
from .membres import lot, membres, retablissement, suspension

__all__ = ["annulation", "ferme", "identite", "journal", "lot", "ma_journee", "membres", "retablissement", "suspension"]
