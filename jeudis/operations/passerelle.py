"""Writes of the passerelle: invite one person by mail."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from centre.courriels.models import Courriel
from centre.journal.operations import consigner
from centre.publications import operations as ecriture
from centre.publications.acces import exiger

from ..acces import suit_les_personnes
from ..models import Jeudi
from ..passerelle import invitables


@transaction.atomic
def proposer_de_venir(*, jeudi: Jeudi, membre: Any, par: Any) -> Courriel | None:
    """Write to one member that this Jeudi may interest them; None when they are no longer to be invited (registered, already written
    to, refusing these mails). Raises PermissionDenied for who is not of the team or when registrations are closed."""
    from .. import courriels

    vivant = ecriture.verrouiller(jeudi)
    exiger(suit_les_personnes(par, vivant) and vivant.inscriptions_ouvertes)
    if not invitables(vivant).filter(pk=membre.pk).exists():
        return None
    courriel = courriels.proposer_un_jeudi(vivant, membre)
    consigner(acteur=par, verbe="jeudi.proposer", objet=vivant, details={"membre": membre.pk})
    return courriel
