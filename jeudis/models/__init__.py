"""What a Jeudi is made of: one module per trade."""

from .attestation import Attestation, Emission, duree
from .compte_rendu import CompteRendu
from .emargement import Marque, Presence, bornes, inscriptions_excusees, inscriptions_presentes
from .evaluation import SEUIL, Avis, Evaluation, Question, Reponse, Sollicitation, comparaisons, resultats
from .feuilles import CodeDeSalle, Feuille, Preuve, tirer_un_code
from .inscription import Inscription, Participant
from .jeudi import AUJOURD_HUI, PARIS, Jeudi, Seance
from .travaux import emargements_a_saisir, emargements_en_conflit, jeudis_a_attester, jeudis_a_evaluer

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
    "emargements_a_saisir",
    "emargements_en_conflit",
    "inscriptions_excusees",
    "inscriptions_presentes",
    "jeudis_a_attester",
    "jeudis_a_evaluer",
    "resultats",
    "tirer_un_code",
]
