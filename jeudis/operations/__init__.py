"""Writes on Jeudis, their séances, registrations and comptes rendus."""

from centre.publications import operations as ecriture

from .annulation import a_prevenir, annuler_jeudi, retablir_jeudi
from .attestations import Tirage, emettre_attestations, meritees, seances_requises
from .comptes_rendus import commencer_compte_rendu, editer_pour, modele_de_texte
from .evaluations import DUREE as DUREE_DE_L_EVALUATION
from .evaluations import Ecrite, donner_son_avis, ecrire_les_questions, installer_les_questions, ouvrir_l_evaluation
from .feuilles import (
    changer_le_code,
    code_de_salle,
    deposer_preuve,
    detruire_les_feuilles_echues,
    detruire_preuve,
    noter_l_impression,
    oublier_les_gestes,
)
from .inscriptions import annuler_inscription, fusionner_les_inscriptions, inscrire, ouvrir_a, peut_etre_inscrit, peut_s_inscrire
from .pointage import accueillir, seance_en_cours, signer_avec_le_code
from .presences import Pointage, pointer, reunir_les_presences, trancher
from .seances import Horaire, creer_jeudi, dater, prevenir_du_changement, suivre_le_lieu

__all__ = [
    "DUREE_DE_L_EVALUATION",
    "Ecrite",
    "Horaire",
    "Pointage",
    "Tirage",
    "a_prevenir",
    "accueillir",
    "annuler_inscription",
    "annuler_jeudi",
    "changer_le_code",
    "code_de_salle",
    "commencer_compte_rendu",
    "creer_jeudi",
    "dater",
    "deposer_preuve",
    "detruire_les_feuilles_echues",
    "detruire_preuve",
    "donner_son_avis",
    "ecrire_les_questions",
    "ecriture",
    "editer_pour",
    "emettre_attestations",
    "fusionner_les_inscriptions",
    "inscrire",
    "installer_les_questions",
    "meritees",
    "modele_de_texte",
    "noter_l_impression",
    "oublier_les_gestes",
    "ouvrir_a",
    "ouvrir_l_evaluation",
    "peut_etre_inscrit",
    "peut_s_inscrire",
    "pointer",
    "prevenir_du_changement",
    "retablir_jeudi",
    "reunir_les_presences",
    "seance_en_cours",
    "seances_requises",
    "signer_avec_le_code",
    "suivre_le_lieu",
    "trancher",
]
