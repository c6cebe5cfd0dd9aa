"""The mails of the Jeudis: one module per trade."""

from .besoin import annoncer_la_reponse
from .covoiturage import porter_un_message
from .emargement import (
    demander_un_avis,
    envoyer_l_attestation,
)
from .inscription import (
    annoncer_l_annulation,
    annoncer_l_atelier,
    annoncer_le_changement,
    annoncer_le_jeudi_annule,
    annoncer_le_jeudi_retabli,
    convoquer,
    dire_l_offre_finie,
    mettre_en_attente,
    offrir,
    promouvoir_par_courriel,
    rappeler,
)
from .passerelle import proposer_un_jeudi
from .programme import ecrire_a_l_intervenant
from .relecture import (
    demander_la_relecture,
    rappeler_la_relecture,
)
from .sans_compte import (
    demander_confirmation,
    inviter_a_se_connecter,
    rappeler_l_inscription,
)
from .sondage import annoncer_la_date

__all__ = [
    "annoncer_l_annulation",
    "annoncer_l_atelier",
    "annoncer_la_date",
    "annoncer_la_reponse",
    "annoncer_le_changement",
    "annoncer_le_jeudi_annule",
    "annoncer_le_jeudi_retabli",
    "convoquer",
    "demander_confirmation",
    "demander_la_relecture",
    "demander_un_avis",
    "dire_l_offre_finie",
    "ecrire_a_l_intervenant",
    "envoyer_l_attestation",
    "inviter_a_se_connecter",
    "mettre_en_attente",
    "offrir",
    "porter_un_message",
    "promouvoir_par_courriel",
    "proposer_un_jeudi",
    "rappeler",
    "rappeler_l_inscription",
    "rappeler_la_relecture",
]
