"""The forms of the library."""

from .acces import DemandeForm, OuvrirForm, ReponseForm, SansCompteForm
from .notice import AdresseForm, FiltresForm, NiveauxForm, RessourceForm
from .ouverture import OuvertureForm

__all__ = [
    "AdresseForm",
    "DemandeForm",
    "FiltresForm",
    "NiveauxForm",
    "OuvertureForm",
    "OuvrirForm",
    "ReponseForm",
    "RessourceForm",
    "SansCompteForm",
]
