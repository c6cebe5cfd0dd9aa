"""Writes of the library beyond those of every publication."""

from .acces import (
    a_demander,
    accorder,
    confirmer,
    demander,
    demander_sans_compte,
    fermer_l_acces,
    oublier_les_demandes,
    ouvrir_a,
    peut_repondre,
    refuser,
)
from .editions import changer_d_adresse, remplacer, suivre_les_editions
from .imports import Apport, faire_entrer, retirer_l_import
from .notices import deposer, ouvrir_les_fichiers_a
from .ouvertures import annuler_l_ouverture, faire_l_ouverture, ouvertures_echues, ouvrir

__all__ = [
    "Apport",
    "a_demander",
    "accorder",
    "annuler_l_ouverture",
    "changer_d_adresse",
    "confirmer",
    "demander",
    "demander_sans_compte",
    "deposer",
    "faire_entrer",
    "faire_l_ouverture",
    "fermer_l_acces",
    "oublier_les_demandes",
    "ouvertures_echues",
    "ouvrir",
    "ouvrir_a",
    "ouvrir_les_fichiers_a",
    "peut_repondre",
    "refuser",
    "remplacer",
    "retirer_l_import",
    "suivre_les_editions",
]
