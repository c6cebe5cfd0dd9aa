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
from .relecture import demander_la_relecture, rappeler_la_relecture

__all__ = [
    "annoncer_l_annulation",
    "annoncer_le_changement",
    "annoncer_le_jeudi_annule",
    "annoncer_le_jeudi_retabli",
    "convoquer",
    "demander_la_relecture",
    "mettre_en_attente",
    "promouvoir_par_courriel",
    "rappeler_la_relecture",
]
