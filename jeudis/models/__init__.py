"""Jeudi, Seance, Inscription, CompteRendu."""

from .compte_rendu import CompteRendu
from .inscription import Inscription, Participant
from .jeudi import AUJOURD_HUI, PARIS, Jeudi, Seance

__all__ = ["AUJOURD_HUI", "PARIS", "CompteRendu", "Inscription", "Jeudi", "Participant", "Seance"]
