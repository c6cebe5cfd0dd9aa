"""The mail that says a Jeudi answers what was asked."""

from __future__ import annotations

from typing import Any

from centre.courriels.operations import envoyer

from ..models import Besoin


def annoncer_la_reponse(besoin: Besoin, membre: Any) -> None:
    """« Vous avez demandé »: one per person and need, whatever becomes of it later."""
    jeudi: Any = besoin.jeudi
    envoyer(
        genre="besoin_programme",
        evenement=f"besoin-{besoin.pk}",
        destinataire=membre,
        objet=jeudi,
        contexte={"besoin": besoin, "jeudi": jeudi, "seances": list(jeudi.seances.all())},
    )
