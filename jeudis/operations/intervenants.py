"""Writing to who speaks."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from centre.espaces.acces import peut
from centre.espaces.enums import Niveau
from centre.journal.operations import consigner
from centre.publications import operations as ecriture
from centre.publications.acces import exiger

from ..models import Jeudi


@transaction.atomic
def ecrire_aux_intervenants(*, jeudi: Jeudi, par: Any) -> str:
    """One mail to each person who speaks and has an address; asked twice for the same dates, nobody gets it twice.

    Returns the sentence told after. Raises PermissionDenied.
    """
    from .. import courriels

    vivant = ecriture.verrouiller(jeudi)
    exiger(peut(par, Niveau.ANIMER, vivant.espace_id))
    if vivant.est_passe or vivant.annule_le:
        return "Ce Jeudi est passé ou annulé : aucun courriel ne part."
    tous = list(vivant.intervenants.select_related("membre"))
    ecrits = 0
    for intervenant in tous:
        intervenant.jeudi = vivant
        ecrits += courriels.ecrire_a_l_intervenant(intervenant) is not None
    consigner(acteur=par, verbe="jeudi.ecrire_aux_intervenants", objet=vivant, details={"ecrits": ecrits})
    sans = len(tous) - ecrits
    reste = f" {sans} n’{'ont' if sans > 1 else 'a'} pas d’adresse : à prévenir vous-même." if sans else ""
    return f"{ecrits} intervenant·e{'s' if ecrits > 1 else ''} prévenu·e{'s' if ecrits > 1 else ''} par courriel.{reste}"
