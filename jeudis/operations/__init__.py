"""Writes on Jeudis, their séances, registrations and comptes rendus."""

from centre.publications import operations as ecriture

from .annulation import a_prevenir, annuler_jeudi, retablir_jeudi
from .comptes_rendus import commencer_compte_rendu, editer_pour
from .dossiers import ajouter_au_dossier, commenter_l_element, creer_dossier, dater_une_edition, lier_au_dossier, ranger
from .inscriptions import annuler_inscription, fusionner_les_inscriptions, inscrire, ouvrir_a, peut_etre_inscrit, peut_s_inscrire
from .relectures import faire_relire, ne_plus_faire_relire, oublier_les_relectures, rappeler_les_relectures, repondre, reprendre
from .releve import decider, ecrire_le_modele, ranger_dans_la_serie, retirer_la_decision, tenir_la_decision
from .seances import Horaire, creer_jeudi, dater, prevenir_du_changement, suivre_le_lieu
from .tirages import composer, oublier_les_tirages

__all__ = [
    "Horaire",
    "a_prevenir",
    "ajouter_au_dossier",
    "annuler_inscription",
    "annuler_jeudi",
    "commencer_compte_rendu",
    "commenter_l_element",
    "composer",
    "creer_dossier",
    "creer_jeudi",
    "dater",
    "dater_une_edition",
    "decider",
    "ecrire_le_modele",
    "ecriture",
    "editer_pour",
    "faire_relire",
    "fusionner_les_inscriptions",
    "inscrire",
    "lier_au_dossier",
    "ne_plus_faire_relire",
    "oublier_les_relectures",
    "oublier_les_tirages",
    "ouvrir_a",
    "peut_etre_inscrit",
    "peut_s_inscrire",
    "prevenir_du_changement",
    "ranger",
    "ranger_dans_la_serie",
    "rappeler_les_relectures",
    "repondre",
    "reprendre",
    "retablir_jeudi",
    "retirer_la_decision",
    "suivre_le_lieu",
    "tenir_la_decision",
]
