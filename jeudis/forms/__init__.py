"""What is typed about Jeudis and their comptes rendus: one module per trade."""

from .compte_rendu import CompteRenduForm, EditionForm
from .inscription import InscrireForm
from .jeudi import AnnulerForm, JeudiForm, PublicsForm, SeancesFormSet, VisioForm, seances_initiales
from .preparation import DupliquerForm, LignesFormSet, lignes_initiales, lignes_typees
from .programme import (
    CreneauxFormSet,
    DocumentForm,
    IntervenantsFormSet,
    LieuForm,
    creneaux_initiaux,
    espaces_possibles,
    intervenants_initiaux,
)

__all__ = [
    "AnnulerForm",
    "CompteRenduForm",
    "CreneauxFormSet",
    "DocumentForm",
    "DupliquerForm",
    "EditionForm",
    "InscrireForm",
    "IntervenantsFormSet",
    "JeudiForm",
    "LieuForm",
    "LignesFormSet",
    "PublicsForm",
    "SeancesFormSet",
    "VisioForm",
    "creneaux_initiaux",
    "espaces_possibles",
    "intervenants_initiaux",
    "lignes_initiales",
    "lignes_typees",
    "seances_initiales",
]
