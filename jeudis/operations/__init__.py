"""Writes on Jeudis, their séances, registrations and comptes rendus."""

from centre.publications import operations as ecriture

from .agenda import fermer_mon_agenda, ouvrir_mon_agenda
from .annulation import a_prevenir, annuler_jeudi, retablir_jeudi
from .comptes_rendus import commencer_compte_rendu, editer_pour, modele_de_texte
from .inscriptions import annuler_inscription, fusionner_les_inscriptions, inscrire, ouvrir_a, peut_etre_inscrit, peut_s_inscrire
from .passerelle import proposer_de_venir
from .seances import Horaire, creer_jeudi, dater, prevenir_du_changement, suivre_le_lieu

__all__ = [
    "Horaire",
    "a_prevenir",
    "annuler_inscription",
    "annuler_jeudi",
    "commencer_compte_rendu",
    "creer_jeudi",
    "dater",
    "ecriture",
    "editer_pour",
    "fermer_mon_agenda",
    "fusionner_les_inscriptions",
    "inscrire",
    "modele_de_texte",
    "ouvrir_a",
    "ouvrir_mon_agenda",
    "peut_etre_inscrit",
    "peut_s_inscrire",
    "prevenir_du_changement",
    "proposer_de_venir",
    "retablir_jeudi",
    "suivre_le_lieu",
]
