"""The forms of the library."""

from .acces import DemandeForm, OuvrirForm, ReponseForm, SansCompteForm
from .echeance import EcheanceForm
from .lot import LotForm
from .notice import AdresseForm, FiltresForm, NiveauxForm, RessourceForm
from .ouverture import OuvertureForm

__all__ = [
    "AdresseForm",
    "DemandeForm",
    "EcheanceForm",
    "FiltresForm",
    "LotForm",
    "NiveauxForm",
    "OuvertureForm",
    "OuvrirForm",
    "ReponseForm",
    "RessourceForm",
    "SansCompteForm",
]
