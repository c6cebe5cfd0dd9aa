"""Writes on Jeudis, their séances, registrations and comptes rendus."""

from centre.publications import operations as ecriture

from .annulation import a_prevenir, annuler_jeudi, retablir_jeudi
from .comptes_rendus import commencer_compte_rendu, editer_pour, modele_de_texte
from .dossiers import Dossier, changer_le_dossier
from .inscriptions import (
    a_faire_avancer,
    annuler_inscription,
    avancer,
    decliner,
    fusionner_les_inscriptions,
    inscrire,
    ouvrir_a,
    peut_etre_inscrit,
    peut_s_inscrire,
    repondre_a_l_offre,
)
from .oubli import (
    effacer_les_inscriptions,
    oublier_les_reponses,
    oublier_les_sans_compte,
    oublier_les_sans_suite,
    oublier_les_trajets,
)
from .places import PAR_LIEN, motif_d_attente
from .rappels import a_rappeler, rappeler
from .regles import QUESTIONS, copier_les_regles, regler
from .sans_compte import Identite, au_retour, confirmer, demander_sans_compte, inscrire_sans_compte, rattacher
from .seances import Horaire, creer_jeudi, dater, prevenir_du_changement, suivre_le_lieu

__all__ = [
    "PAR_LIEN",
    "QUESTIONS",
    "Dossier",
    "Horaire",
    "Identite",
    "a_faire_avancer",
    "a_prevenir",
    "a_rappeler",
    "annuler_inscription",
    "annuler_jeudi",
    "au_retour",
    "avancer",
    "changer_le_dossier",
    "commencer_compte_rendu",
    "confirmer",
    "copier_les_regles",
    "creer_jeudi",
    "dater",
    "decliner",
    "demander_sans_compte",
    "ecriture",
    "editer_pour",
    "effacer_les_inscriptions",
    "fusionner_les_inscriptions",
    "inscrire",
    "inscrire_sans_compte",
    "modele_de_texte",
    "motif_d_attente",
    "oublier_les_reponses",
    "oublier_les_sans_compte",
    "oublier_les_sans_suite",
    "oublier_les_trajets",
    "ouvrir_a",
    "peut_etre_inscrit",
    "peut_s_inscrire",
    "prevenir_du_changement",
    "rappeler",
    "rattacher",
    "regler",
    "repondre_a_l_offre",
    "retablir_jeudi",
    "suivre_le_lieu",
]
