"""The rows of the library."""

from .acces import DemandeDeFichier, compter_l_ouverture
from .echeance import Echeance
from .ouverture import VERIFICATIONS, Ouverture
from .ressource import DATE_ILLISIBLE, TROP_OUVERTS, Ressource, RessourceQuerySet, abreger, contient

__all__ = [
    "DATE_ILLISIBLE",
    "TROP_OUVERTS",
    "VERIFICATIONS",
    "DemandeDeFichier",
    "Echeance",
    "Ouverture",
    "Ressource",
    "RessourceQuerySet",
    "abreger",
    "compter_l_ouverture",
    "contient",
]
