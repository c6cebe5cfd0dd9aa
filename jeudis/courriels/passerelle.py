"""The mail that invites one person to a Jeudi, by hand, once."""

from __future__ import annotations

from typing import Any

from centre.courriels.models import Courriel
from centre.courriels.operations import envoyer

from ..models import Jeudi
from ..passerelle import INVITATION, evenement_d_invitation


def proposer_un_jeudi(jeudi: Jeudi, membre: Any) -> Courriel | None:
    """« Ce Jeudi pourrait vous intéresser »; None when the member refuses these mails."""
    return envoyer(
        genre=INVITATION,
        evenement=evenement_d_invitation(jeudi),
        destinataire=membre,
        objet=jeudi,
        contexte={"jeudi": jeudi, "seances": list(jeudi.seances.all())},
    )
