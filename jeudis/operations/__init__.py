"""Writes on Jeudis, their séances, registrations and comptes rendus."""

from centre.publications import operations as ecriture

from .annulation import a_prevenir, annuler_jeudi, retablir_jeudi
from .comptes_rendus import commencer_compte_rendu, editer_pour, modele_de_texte
from .inscriptions import annuler_inscription, fusionner_les_inscriptions, inscrire, ouvrir_a, peut_etre_inscrit, peut_s_inscrire
from .presences import Pointage, pointer, reunir_les_presences, trancher
from .seances import Horaire, creer_jeudi, dater, prevenir_du_changement, suivre_le_lieu

__all__ = [
    "Horaire",
    "Pointage",
    "a_prevenir",
    "annuler_inscription",
    "annuler_jeudi",
    "commencer_compte_rendu",
    "creer_jeudi",
    "dater",
    "ecriture",
    "editer_pour",
    "fusionner_les_inscriptions",
    "inscrire",
    "modele_de_texte",
    "ouvrir_a",
    "peut_etre_inscrit",
    "peut_s_inscrire",
    "pointer",
    "prevenir_du_changement",
    "retablir_jeudi",
    "reunir_les_presences",
    "suivre_le_lieu",
    "trancher",
]
