"""Jeudi and its séances, what it is made of, who comes, how it is prepared, its compte rendu; the venues."""

from .agenda import AgendaPersonnel
from .ateliers import (
    Atelier,
    Voeu,
)
from .attestation import (
    Attestation,
    Emission,
    duree,
)
from .besoin import (
    Besoin,
    Voix,
)
from .compte_rendu import CompteRendu
from .contenu import (
    Creneau,
    Document,
    Intervenant,
    Visio,
)
from .covoiturage import Trajet
from .decision import (
    Decision,
    Maillon,
    Serie,
)
from .dossier import (
    Dossier,
    EditionDeDossier,
    LienDeDossier,
)
from .emargement import (
    Marque,
    Presence,
    bornes,
    inscriptions_excusees,
    inscriptions_presentes,
)
from .evaluation import (
    SEUIL,
    Avis,
    Evaluation,
    QuestionAvis,
    ReponseAvis,
    Sollicitation,
    comparaisons,
    resultats,
)
from .evenement import (
    Evenement,
    ImportAgenda,
    Venue,
)
from .feuilles import (
    CodeDeSalle,
    Feuille,
    Preuve,
    tirer_un_code,
)
from .inscription import (
    Inscription,
    Participant,
)
from .jeudi import (
    AUJOURD_HUI,
    PARIS,
    Jeudi,
)
from .lieu import Lieu
from .modele_de_texte import ModeleDeCompteRendu
from .preparation import (
    Coche,
    LigneType,
)
from .questions import (
    Question,
    Reponse,
)
from .regles import Regles
from .relecture import (
    Relecture,
    Tirage,
)
from .seance import Seance
from .sondage import (
    DateProposee,
    ReponseDeDate,
    Sondage,
)
from .travaux import (
    emargements_a_saisir,
    emargements_en_conflit,
    jeudis_a_attester,
    jeudis_a_evaluer,
)

__all__ = [
    "AUJOURD_HUI",
    "PARIS",
    "SEUIL",
    "AgendaPersonnel",
    "Atelier",
    "Attestation",
    "Avis",
    "Besoin",
    "Coche",
    "CodeDeSalle",
    "CompteRendu",
    "Creneau",
    "DateProposee",
    "Decision",
    "Document",
    "Dossier",
    "EditionDeDossier",
    "Emission",
    "Evaluation",
    "Evenement",
    "Feuille",
    "ImportAgenda",
    "Inscription",
    "Intervenant",
    "Jeudi",
    "LienDeDossier",
    "Lieu",
    "LigneType",
    "Maillon",
    "Marque",
    "ModeleDeCompteRendu",
    "Participant",
    "Presence",
    "Preuve",
    "Question",
    "QuestionAvis",
    "Regles",
    "Relecture",
    "Reponse",
    "ReponseAvis",
    "ReponseDeDate",
    "Seance",
    "Serie",
    "Sollicitation",
    "Sondage",
    "Tirage",
    "Trajet",
    "Venue",
    "Visio",
    "Voeu",
    "Voix",
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
