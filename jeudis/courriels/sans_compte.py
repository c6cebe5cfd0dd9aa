"""The mails to who registers without an account, before anything is confirmed."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from centre.courriels.operations import envoyer
from centre.liens.enums import Action

from ..models import Inscription, Jeudi
from ..operations.sans_compte import POUR_CONFIRMER
from .inscription import ecrire, lien


def demander_confirmation(inscription: Inscription) -> None:
    """« Confirmez votre inscription », with the link; until when a seat is held, if one is."""
    confirmer = lien(inscription, Action.CONFIRMER, timezone.now() + POUR_CONFIRMER)
    ecrire("jeudi_a_confirmer", inscription, confirmer=confirmer)


def rappeler_l_inscription(inscription: Inscription) -> None:
    """« Vous êtes déjà inscrit·e », with the link that changes or cancels; once a day."""
    ecrire("jeudi_deja_inscrit", inscription, evenement=f"deja-{inscription.pk}-{timezone.localdate():%Y-%m-%d}")


def inviter_a_se_connecter(jeudi: Jeudi, membre: Any) -> None:
    """« Vous avez un compte »: two clicks once signed in; once a day."""
    envoyer(
        genre="jeudi_compte_existant",
        evenement=f"compte-{jeudi.pk}-{timezone.localdate():%Y-%m-%d}",
        destinataire=membre,
        objet=jeudi,
        contexte={"jeudi": jeudi, "seances": list(jeudi.seances.all())},
    )
