"""The screens of the library."""

from .acces import confirmer_par_le_lien, demande_envoyee, demander, ouvrir_par_le_lien
from .file_des_demandes import acces, demandes, les_siennes, repondre
from .ouvertures import ouvertures, ouvrir
from .pages import citer, detail, liste, page, peut_deposer
from .saisie import adresse, deposer, modifier

__all__ = [
    "acces",
    "adresse",
    "citer",
    "confirmer_par_le_lien",
    "demande_envoyee",
    "demander",
    "demandes",
    "deposer",
    "detail",
    "les_siennes",
    "liste",
    "modifier",
    "ouvertures",
    "ouvrir",
    "ouvrir_par_le_lien",
    "page",
    "peut_deposer",
    "repondre",
]
