"""Jeudi, Seance, Inscription and what hangs on it, CompteRendu."""

from .ateliers import Atelier, Voeu
from .compte_rendu import CompteRendu
from .covoiturage import Trajet
from .inscription import Inscription, Participant
from .jeudi import AUJOURD_HUI, PARIS, Jeudi, Seance
from .questions import Question, Reponse
from .regles import Regles

__all__ = [
    "AUJOURD_HUI",
    "PARIS",
    "Atelier",
    "CompteRendu",
    "Inscription",
    "Jeudi",
    "Participant",
    "Question",
    "Regles",
    "Reponse",
    "Seance",
    "Trajet",
    "Voeu",
]
