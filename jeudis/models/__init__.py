"""Jeudi and its séances, what it is made of, who comes, how it is prepared, its compte rendu; the venues."""

from .ateliers import (
    Atelier,
    Voeu,
)
from .compte_rendu import CompteRendu
from .contenu import (
    Creneau,
    Document,
    Intervenant,
    Visio,
)
from .covoiturage import Trajet
from .inscription import (
    Inscription,
    Participant,
)
from .jeudi import (
    AUJOURD_HUI,
    PARIS,
    Jeudi,
)
from .lieu import Lieu
from .preparation import (
    Coche,
    LigneType,
)
from .questions import (
    Question,
    Reponse,
)
from .regles import Regles
from .seance import Seance

__all__ = [
    "AUJOURD_HUI",
    "PARIS",
    "Atelier",
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
    "Question",
    "Regles",
    "Reponse",
    "Seance",
    "Trajet",
    "Visio",
    "Voeu",
]
