"""Writes on groupes: opened, settled, closed; who comes in and leaves; folders."""

from .adhesions import (
    accepter,
    accueillir,
    ajouter,
    decliner,
    demander,
    entrer_par_invitation,
    est_dedans,
    exclure,
    inviter_au_groupe,
    nommer,
    quitter,
    refuser,
    rejoindre,
    retirer_l_acces,
    suivre_les_membres,
)
from .classeurs import ajouter_au_classeur, creer_classeur, retirer_du_classeur, supprimer_classeur, tenir_classeur
from .fil import resumer_les_fils
from .groupes import fermer, installer_groupe, ouvrir_cohorte, ouvrir_groupe, regler, rouvrir

__all__ = [
    "accepter",
    "accueillir",
    "ajouter",
    "ajouter_au_classeur",
    "creer_classeur",
    "decliner",
    "demander",
    "entrer_par_invitation",
    "est_dedans",
    "exclure",
    "fermer",
    "installer_groupe",
    "inviter_au_groupe",
    "nommer",
    "ouvrir_cohorte",
    "ouvrir_groupe",
    "quitter",
    "refuser",
    "regler",
    "rejoindre",
    "resumer_les_fils",
    "retirer_du_classeur",
    "retirer_l_acces",
    "rouvrir",
    "suivre_les_membres",
    "supprimer_classeur",
    "tenir_classeur",
]
