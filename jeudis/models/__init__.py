"""Jeudi and its séances, what it is made of, who comes, how it is prepared, its compte rendu; the venues."""

from .compte_rendu import CompteRendu
from .contenu import Creneau, Document, Intervenant, Visio
from .inscription import Inscription, Participant
from .jeudi import AUJOURD_HUI, PARIS, Jeudi
from .lieu import Lieu
from .preparation import Coche, LigneType
from .seance import Seance

__all__ = [
    "AUJOURD_HUI",
    "PARIS",
    "Coche",
    "CompteRendu",
    "Creneau",
    "Document",
    "Inscription",
    "Intervenant",
    "Jeudi",
    "Lieu",
    "LigneType",
    "Participant",
    "Seance",
    "Visio",
]
