"""What is typed about Jeudis and their comptes rendus: one module per trade."""

from .compte_rendu import CompteRenduForm, EditionForm
from .inscription import InscrireForm
from .jeudi import AnnulerForm, JeudiForm, PublicsForm, SeancesFormSet, seances_initiales
from .releve import DecisionForm, FaireRelireForm, ModeleForm, ReponseForm, SerieForm

__all__ = [
    "AnnulerForm",
    "CompteRenduForm",
    "DecisionForm",
    "EditionForm",
    "FaireRelireForm",
    "InscrireForm",
    "JeudiForm",
    "ModeleForm",
    "PublicsForm",
    "ReponseForm",
    "SeancesFormSet",
    "SerieForm",
    "seances_initiales",
]
