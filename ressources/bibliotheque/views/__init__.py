"""The screens of the library."""

from .acces import confirmer_par_le_lien, demande_envoyee, demander, ouvrir_par_le_lien
from .depot import lecture
from .echeances import a_compter, a_revoir, revoir, sur_mon_espace
from .file_des_demandes import acces, demandes, les_siennes, repondre
from .lots import lot, lot_fait
from .moderation import a_publier, accepter, liste_a_publier
from .ouvertures import ouvertures, ouvrir
from .pages import citer, detail, liste, page, peut_deposer
from .saisie import adresse, deposer, modifier
from .telechargements import telechargements

__all__ = [
    "a_compter",
    "a_publier",
    "a_revoir",
    "accepter",
    "acces",
    "adresse",
    "citer",
    "confirmer_par_le_lien",
    "demande_envoyee",
    "demander",
    "demandes",
    "deposer",
    "detail",
    "lecture",
    "les_siennes",
    "liste",
    "liste_a_publier",
    "lot",
    "lot_fait",
    "modifier",
    "ouvertures",
    "ouvrir",
    "ouvrir_par_le_lien",
    "page",
    "peut_deposer",
    "repondre",
    "revoir",
    "sur_mon_espace",
    "telechargements",
]
