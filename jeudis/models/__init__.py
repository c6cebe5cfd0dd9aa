"""Jeudi, Seance, Inscription, CompteRendu, Marque, Presence."""

from .compte_rendu import CompteRendu
from .emargement import Marque, Presence, inscriptions_excusees, inscriptions_presentes
from .inscription import Inscription, Participant
from .jeudi import AUJOURD_HUI, PARIS, Jeudi, Seance

__all__ = [
    "AUJOURD_HUI",
    "PARIS",
    "CompteRendu",
    "Inscription",
    "Jeudi",
    "Marque",
    "Participant",
    "Presence",
    "Seance",
    "inscriptions_excusees",
    "inscriptions_presentes",
]
