"""What is typed about Jeudis and their comptes rendus: one module per trade."""

from .compte_rendu import CompteRenduForm, EditionForm
from .dossier import AjouterForm, DossierForm, LienForm
from .inscription import InscrireForm
from .jeudi import AnnulerForm, JeudiForm, PublicsForm, SeancesFormSet, seances_initiales
from .releve import DecisionForm, FaireRelireForm, ModeleForm, ReponseForm, SerieForm

__all__ = [
    "AjouterForm",
    "AnnulerForm",
    "CompteRenduForm",
    "DecisionForm",
    "DossierForm",
    "EditionForm",
    "FaireRelireForm",
    "InscrireForm",
    "JeudiForm",
    "LienForm",
    "ModeleForm",
    "PublicsForm",
    "ReponseForm",
    "SeancesFormSet",
    "SerieForm",
    "seances_initiales",
]
