"""What is typed about Jeudis and their comptes rendus: one module per trade."""

from .besoin import BesoinForm, FusionForm, TraiterForm
from .compte_rendu import CompteRenduForm, EditionForm
from .evenement import EvenementForm, ImportAgendaForm
from .inscription import InscrireForm
from .jeudi import AnnulerForm, JeudiForm, PublicsForm, SeancesFormSet, seances_initiales
from .sondage import DatesFormSet, ReponseForm, SondageForm

__all__ = [
    "AnnulerForm",
    "BesoinForm",
    "CompteRenduForm",
    "DatesFormSet",
    "EditionForm",
    "EvenementForm",
    "FusionForm",
    "ImportAgendaForm",
    "InscrireForm",
    "JeudiForm",
    "PublicsForm",
    "ReponseForm",
    "SeancesFormSet",
    "SondageForm",
    "TraiterForm",
    "seances_initiales",
]
