"""Jeudi, Seance, Inscription, CompteRendu, and what makes the agenda."""

from .agenda import AgendaPersonnel
from .besoin import Besoin, Voix
from .compte_rendu import CompteRendu
from .evenement import Evenement, ImportAgenda, Venue
from .inscription import Inscription, Participant
from .jeudi import AUJOURD_HUI, PARIS, Jeudi, Seance
from .sondage import DateProposee, ReponseDeDate, Sondage

__all__ = [
    "AUJOURD_HUI",
    "PARIS",
    "AgendaPersonnel",
    "Besoin",
    "CompteRendu",
    "DateProposee",
    "Evenement",
    "ImportAgenda",
    "Inscription",
    "Jeudi",
    "Participant",
    "ReponseDeDate",
    "Seance",
    "Sondage",
    "Venue",
    "Voix",
]
