"""What is typed about Jeudis and their comptes rendus: one module per trade."""

from .compte_rendu import CompteRenduForm, EditionForm
from .emargement import CodeForm, NumeroForm, PreuveForm, RegleForm, VenueForm
from .evaluation import AvisForm, QuestionsFormSet
from .feuille import SaisieDeFeuille, vu_maintenant
from .inscription import InscrireForm
from .jeudi import AnnulerForm, JeudiForm, PublicsForm, SeancesFormSet, seances_initiales

__all__ = [
    "AnnulerForm",
    "AvisForm",
    "CodeForm",
    "CompteRenduForm",
    "EditionForm",
    "InscrireForm",
    "JeudiForm",
    "NumeroForm",
    "PreuveForm",
    "PublicsForm",
    "QuestionsFormSet",
    "RegleForm",
    "SaisieDeFeuille",
    "SeancesFormSet",
    "VenueForm",
    "seances_initiales",
    "vu_maintenant",
]
