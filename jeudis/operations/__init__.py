"""Writes on Jeudis, their séances, registrations and comptes rendus."""

from centre.publications import operations as ecriture

from .agenda import fermer_mon_agenda, ouvrir_mon_agenda
from .annulation import a_prevenir, annuler_jeudi, retablir_jeudi
from .besoins import (
    espace_des_besoins,
    fusionner_les_besoins,
    peut_proposer_un_besoin,
    proposer_un_besoin,
    suivre_les_besoins,
    traiter_le_besoin,
    voter,
)
from .comptes_rendus import commencer_compte_rendu, editer_pour, modele_de_texte
from .evenements import (
    dire_j_y_vais,
    enregistrer_un_evenement,
    peut_ajouter_un_evenement,
    purger_les_venues,
    retirer_un_evenement,
)
from .import_agenda import appliquer_l_agenda, defaire_l_agenda, preparer_l_agenda
from .inscriptions import annuler_inscription, fusionner_les_inscriptions, inscrire, ouvrir_a, peut_etre_inscrit, peut_s_inscrire
from .passerelle import proposer_de_venir
from .seances import Horaire, creer_jeudi, dater, prevenir_du_changement, suivre_le_lieu
from .sondages import (
    choisir_la_date,
    clore_le_sondage,
    ouvrir_un_sondage,
    peut_animer_le_sondage,
    purger_les_reponses,
    repondants,
    repondre_au_sondage,
)

__all__ = [
    "Horaire",
    "a_prevenir",
    "annuler_inscription",
    "annuler_jeudi",
    "appliquer_l_agenda",
    "choisir_la_date",
    "clore_le_sondage",
    "commencer_compte_rendu",
    "creer_jeudi",
    "dater",
    "defaire_l_agenda",
    "dire_j_y_vais",
    "ecriture",
    "editer_pour",
    "enregistrer_un_evenement",
    "espace_des_besoins",
    "fermer_mon_agenda",
    "fusionner_les_besoins",
    "fusionner_les_inscriptions",
    "inscrire",
    "modele_de_texte",
    "ouvrir_a",
    "ouvrir_mon_agenda",
    "ouvrir_un_sondage",
    "peut_ajouter_un_evenement",
    "peut_animer_le_sondage",
    "peut_etre_inscrit",
    "peut_proposer_un_besoin",
    "peut_s_inscrire",
    "preparer_l_agenda",
    "prevenir_du_changement",
    "proposer_de_venir",
    "proposer_un_besoin",
    "purger_les_reponses",
    "purger_les_venues",
    "repondants",
    "repondre_au_sondage",
    "retablir_jeudi",
    "retirer_un_evenement",
    "suivre_le_lieu",
    "suivre_les_besoins",
    "traiter_le_besoin",
    "voter",
]
