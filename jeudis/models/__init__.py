"""What a Jeudi is made of: one module per trade."""

from .attestation import Attestation, Emission, duree
from .compte_rendu import CompteRendu
from .emargement import Marque, Presence, bornes, inscriptions_excusees, inscriptions_presentes
from .evaluation import SEUIL, Avis, Evaluation, Question, Reponse, Sollicitation, comparaisons, resultats
from .feuilles import CodeDeSalle, Feuille, Preuve, tirer_un_code
from .inscription import Inscription, Participant
from .jeudi import AUJOURD_HUI, PARIS, Jeudi, Seance

__all__ = [
    "AUJOURD_HUI",
    "PARIS",
    "SEUIL",
    "Attestation",
    "Avis",
    "CodeDeSalle",
    "CompteRendu",
    "Emission",
    "Evaluation",
    "Feuille",
    "Inscription",
    "Jeudi",
    "Marque",
    "Participant",
    "Presence",
    "Preuve",
    "Question",
    "Reponse",
    "Seance",
    "Sollicitation",
    "bornes",
    "comparaisons",
    "duree",
    "inscriptions_excusees",
    "inscriptions_presentes",
    "resultats",
    "tirer_un_code",
]
