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
from .echeances import (
    a_prevenir,
    ne_plus_revoir,
    prevenir,
    prevoir,
    reprendre_les_echeances,
    responsables,
    toujours_valable,
    transmettre_les_echeances,
)
from .editions import changer_d_adresse, remplacer, suivre_les_editions
from .imports import Apport, faire_entrer, retirer_l_import
from .lots import Changement, appliquer, defaire, juger, lignes_du_lot
from .notices import deposer, ouvrir_les_fichiers_a
from .ouvertures import annuler_l_ouverture, faire_l_ouverture, ouvertures_echues, ouvrir

__all__ = [
    "Apport",
    "Changement",
    "a_demander",
    "a_prevenir",
    "accorder",
    "annuler_l_ouverture",
    "appliquer",
    "changer_d_adresse",
    "confirmer",
    "defaire",
    "demander",
    "demander_sans_compte",
    "deposer",
    "faire_entrer",
    "faire_l_ouverture",
    "fermer_l_acces",
    "juger",
    "lignes_du_lot",
    "ne_plus_revoir",
    "oublier_les_demandes",
    "ouvertures_echues",
    "ouvrir",
    "ouvrir_a",
    "ouvrir_les_fichiers_a",
    "peut_repondre",
    "prevenir",
    "prevoir",
    "refuser",
    "remplacer",
    "reprendre_les_echeances",
    "responsables",
    "retirer_l_import",
    "suivre_les_editions",
    "toujours_valable",
    "transmettre_les_echeances",
]
