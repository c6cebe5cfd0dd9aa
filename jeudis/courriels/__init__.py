"""The mails of the Jeudis: one module per trade."""

from .emargement import demander_un_avis, envoyer_l_attestation
from .inscription import (
    annoncer_l_annulation,
    annoncer_le_changement,
    annoncer_le_jeudi_annule,
    annoncer_le_jeudi_retabli,
    convoquer,
    mettre_en_attente,
    promouvoir_par_courriel,
)

__all__ = [
    "annoncer_l_annulation",
    "annoncer_le_changement",
    "annoncer_le_jeudi_annule",
    "annoncer_le_jeudi_retabli",
    "convoquer",
    "demander_un_avis",
    "envoyer_l_attestation",
    "mettre_en_attente",
    "promouvoir_par_courriel",
]
