"""Jeudi, Seance, Inscription, CompteRendu, and what surrounds one: decisions, relectures, files; Dossier."""

from .compte_rendu import CompteRendu
from .decision import Decision, Maillon, Serie
from .dossier import Dossier, EditionDeDossier, LienDeDossier
from .inscription import Inscription, Participant
from .jeudi import AUJOURD_HUI, PARIS, Jeudi, Seance
from .modele_de_texte import ModeleDeCompteRendu
from .relecture import Relecture, Tirage

__all__ = [
    "AUJOURD_HUI",
    "PARIS",
    "CompteRendu",
    "Decision",
    "Dossier",
    "EditionDeDossier",
    "Inscription",
    "Jeudi",
    "LienDeDossier",
    "Maillon",
    "ModeleDeCompteRendu",
    "Participant",
    "Relecture",
    "Seance",
    "Serie",
    "Tirage",
]
