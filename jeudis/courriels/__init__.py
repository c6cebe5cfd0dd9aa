"""The mails of the Jeudis: one module per trade."""

from .inscription import (
    annoncer_l_annulation,
    annoncer_le_changement,
    annoncer_le_jeudi_annule,
    annoncer_le_jeudi_retabli,
    convoquer,
    mettre_en_attente,
    promouvoir_par_courriel,
)
from .programme import ecrire_a_l_intervenant

__all__ = [
    "annoncer_l_annulation",
    "annoncer_le_changement",
    "annoncer_le_jeudi_annule",
    "annoncer_le_jeudi_retabli",
    "convoquer",
    "ecrire_a_l_intervenant",
    "mettre_en_attente",
    "promouvoir_par_courriel",
]
