"""A person with an account, the post they hold, who employs them."""

from .demandes import EN_COURS, Candidature, DemandeAcces
from .fiche import CHAMPS, Fiche, Message
from .imports import EN_TRAVAIL, Import, LigneImport
from .invitations import Invitation
from .membre import Membre, MembreManager, MembreQuerySet
from .notes import Note
from .poste import AncienneStructure, Poste, PosteQuerySet, Structure
from .vie import ChangementDePoste, Depart, Export, Fermeture, Presence

__all__ = [
    "CHAMPS",
    "EN_COURS",
    "EN_TRAVAIL",
    "AncienneStructure",
    "Candidature",
    "ChangementDePoste",
    "DemandeAcces",
    "Depart",
    "Export",
    "Fermeture",
    "Fiche",
    "Import",
    "Invitation",
    "LigneImport",
    "Membre",
    "MembreManager",
    "MembreQuerySet",
    "Message",
    "Note",
    "Poste",
    "PosteQuerySet",
    "Presence",
    "Structure",
]
