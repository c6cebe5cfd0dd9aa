"""Writes on members: made, posted, given a role, suspended, restored."""

from .comptes import creer_membre, effacer_membre, retablir, suspendre
from .postes import ROLES, affecter_poste, creer_structure, donner_role, retirer_role

__all__ = [
    "ROLES",
    "affecter_poste",
    "creer_membre",
    "creer_structure",
    "donner_role",
    "effacer_membre",
    "retablir",
    "retirer_role",
    "suspendre",
]
