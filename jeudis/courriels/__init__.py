"""The mails of the Jeudis: one module per trade."""

from .besoin import annoncer_la_reponse
from .inscription import (
    annoncer_l_annulation,
    annoncer_le_changement,
    annoncer_le_jeudi_annule,
    annoncer_le_jeudi_retabli,
    convoquer,
    mettre_en_attente,
    promouvoir_par_courriel,
)
from .passerelle import proposer_un_jeudi
from .sondage import annoncer_la_date

__all__ = [
    "annoncer_l_annulation",
    "annoncer_la_date",
    "annoncer_la_reponse",
    "annoncer_le_changement",
    "annoncer_le_jeudi_annule",
    "annoncer_le_jeudi_retabli",
    "convoquer",
    "mettre_en_attente",
    "promouvoir_par_courriel",
    "proposer_un_jeudi",
]
