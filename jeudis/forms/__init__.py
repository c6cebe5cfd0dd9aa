"""What is typed about Jeudis and their comptes rendus: one module per trade."""

from .compte_rendu import CompteRenduForm, EditionForm
from .dossier import DeclinerForm, DossierForm
from .inscription import InscrireForm
from .jeudi import AnnulerForm, JeudiForm, PublicsForm, SeancesFormSet, seances_initiales
from .regles import (
    AteliersFormSet,
    QuestionsFormSet,
    ReglesForm,
    ateliers_initiaux,
    ateliers_voulus,
    questions_initiales,
    questions_voulues,
)
from .sans_compte import InscrireSansCompteForm, SansCompteForm

__all__ = [
    "AnnulerForm",
    "AteliersFormSet",
    "CompteRenduForm",
    "DeclinerForm",
    "DossierForm",
    "EditionForm",
    "InscrireForm",
    "InscrireSansCompteForm",
    "JeudiForm",
    "PublicsForm",
    "QuestionsFormSet",
    "ReglesForm",
    "SansCompteForm",
    "SeancesFormSet",
    "ateliers_initiaux",
    "ateliers_voulus",
    "questions_initiales",
    "questions_voulues",
    "seances_initiales",
]
