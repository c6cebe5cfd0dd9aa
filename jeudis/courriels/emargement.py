"""What is written after a Jeudi: the attestation, the questionnaire."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from centre.courriels.operations import envoyer
from centre.liens.enums import Action
from centre.liens.operations import creer_lien

from ..models import Attestation, Sollicitation

#: How long the link of an attestation opens it, for who has no account.
DUREE_DU_LIEN = dt.timedelta(days=365)


def envoyer_l_attestation(attestation: Attestation, *, revisee: bool) -> None:
    """« Votre attestation »: at one's own address with an account, by a signed link without; nobody when no address is known."""
    inscription = attestation.inscription
    membre, adresse = inscription.membre, inscription.courriel
    if membre is None and not adresse:
        return
    chemin, fin = attestation.get_absolute_url(), timezone.now() + DUREE_DU_LIEN
    if membre is None:
        chemin = creer_lien(objet=attestation, action=Action.LIRE, adresse=adresse, expire_le=fin)
    envoyer(
        genre="jeudi_attestation",
        evenement=f"attestation-{attestation.pk}",
        destinataire=membre,
        adresse="" if membre is not None else adresse,
        objet=attestation,
        contexte={"attestation": attestation, "chemin": chemin, "revisee": revisee, "lien": membre is None, "expire_le": fin},
    )


def demander_un_avis(sollicitation: Sollicitation) -> None:
    """« Votre avis sur… »: a link that answers once, without signing in."""
    inscription, evaluation = sollicitation.inscription, sollicitation.evaluation
    membre, adresse = inscription.membre, inscription.courriel
    if membre is None and not adresse:
        return
    chemin = creer_lien(
        objet=sollicitation, action=Action.CONTRIBUER, titulaire=membre, adresse="" if membre is not None else adresse,
        expire_le=evaluation.ferme_le,
    )  # fmt: skip
    envoyer(
        genre="jeudi_avis",
        evenement=f"avis-{sollicitation.pk}",
        destinataire=membre,
        adresse="" if membre is not None else adresse,
        objet=sollicitation,
        contexte={"jeudi": evaluation.jeudi, "evaluation": evaluation, "chemin": chemin},
    )
