"""Writes on members: made, posted, given a role, suspended, restored."""

from .annuaire import ecrire_a, enregistrer_la_fiche, faire_connaitre, poser_la_photo, retirer_la_photo
from .comptes import creer_membre, retablir, suspendre
from .depart import (
    annuler_depart,
    appliquer_changement,
    demander_changement,
    executer_depart,
    executer_les_departs,
    prevoir_depart,
    refuser_changement,
)
from .effacement import annuler_fermeture, demander_fermeture, effacer_membre, executer_les_fermetures
from .exports import demander_export
from .fusion import apercu_de_la_fusion, fusionner
from .identites import delier, reconnaitre
from .notes import effacer_note, noter
from .postes import ROLES, affecter_poste, changer_les_roles, creer_structure, donner_role, retirer_role
from .presence import confirmer_presence, reveiller
from .structures import fusionner_structures

__all__ = [
    "ROLES",
    "affecter_poste",
    "annuler_depart",
    "annuler_fermeture",
    "apercu_de_la_fusion",
    "appliquer_changement",
    "changer_les_roles",
    "confirmer_presence",
    "creer_membre",
    "creer_structure",
    "delier",
    "demander_changement",
    "demander_export",
    "demander_fermeture",
    "donner_role",
    "ecrire_a",
    "effacer_membre",
    "effacer_note",
    "enregistrer_la_fiche",
    "executer_depart",
    "executer_les_departs",
    "executer_les_fermetures",
    "faire_connaitre",
    "fusionner",
    "fusionner_structures",
    "noter",
    "poser_la_photo",
    "prevoir_depart",
    "reconnaitre",
    "refuser_changement",
    "retablir",
    "retirer_la_photo",
    "retirer_role",
    "reveiller",
    "suspendre",
]
