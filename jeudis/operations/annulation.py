"""Cancel a whole Jeudi, and undo it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from centre.espaces.acces import peut
from centre.espaces.enums import Niveau
from centre.journal.operations import consigner
from centre.publications import operations as ecriture
from centre.publications.acces import exiger
from centre.registre import annoncer

from ..models import Inscription, Jeudi
from .inscriptions import prevenir, promouvoir


def a_prevenir(jeudi: Jeudi) -> list[Inscription]:
    """Who is written to when a whole Jeudi is cancelled or takes place after all: nobody once it is past."""
    return [] if jeudi.est_passe else list(jeudi.inscriptions.a_prevenir())


@transaction.atomic
def annuler_jeudi(*, jeudi: Jeudi, motif: str, par: Any) -> Jeudi:
    """A published Jeudi will not take place: no more registrations, one mail to each person registered or waiting.

    Asked twice, it is cancelled once, for the first reason. Raises ValidationError, by field, without a reason.
    """
    vivant = ecriture.verrouiller(jeudi)
    exiger(peut(par, Niveau.ANIMER, vivant.espace_id) and vivant.est_publie)
    if vivant.annule_le:
        return vivant
    if not motif.strip():
        raise ValidationError({"motif": "Dites pourquoi : les personnes inscrites le liront."})
    vivant.annule_le, vivant.motif_annulation = timezone.now(), motif.strip()
    _changer(vivant, "jeudi.annuler", "annoncer_le_jeudi_annule", par)
    return vivant


@transaction.atomic
def retablir_jeudi(*, jeudi: Jeudi, par: Any) -> Jeudi:
    """Undo ``annuler_jeudi``: registrations are as they were, the same people are told; seats given back meanwhile are filled."""
    vivant = ecriture.verrouiller(jeudi)
    exiger(peut(par, Niveau.ANIMER, vivant.espace_id) and vivant.est_publie)
    if not vivant.annule_le:
        return vivant
    vivant.annule_le, vivant.motif_annulation = None, ""
    _changer(vivant, "jeudi.retablir", "annoncer_le_jeudi_retabli", par)
    promouvoir(vivant)
    return vivant


def _changer(vivant: Jeudi, verbe: str, message: str, par: Any) -> None:
    vivant.sequence += 1
    vivant.save(update_fields=["annule_le", "motif_annulation", "sequence"])
    annoncer(vivant)
    concernees = a_prevenir(vivant)
    for inscription in concernees:
        inscription.jeudi = vivant
        prevenir(inscription, message)
    consigner(acteur=par, verbe=verbe, objet=vivant, details={"prevenus": len(concernees)})
