"""Writes on the personal calendar: an address made, made again, revoked. The token is known once, when it is made."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone

from centre.espaces.acces import est_membre
from centre.liens.enums import Action
from centre.liens.models import LienSigne
from centre.liens.operations import creer_lien, revoquer
from centre.membres.models import Membre
from centre.publications.acces import exiger

from ..models import AgendaPersonnel

#: A forgotten address ends by itself.
DUREE = dt.timedelta(days=3 * 365)


@transaction.atomic
def ouvrir_mon_agenda(*, membre: Any, propositions: bool) -> str:
    """Make the address of one's calendar and return its token; the one made before stops at once."""
    exiger(est_membre(membre))
    Membre.objects.select_for_update(of=("self",)).get(pk=membre.pk)
    agenda, _ = AgendaPersonnel.objects.update_or_create(membre=membre, defaults={"propositions": propositions})
    _revoquer(agenda, membre)
    fin = timezone.now() + DUREE
    return creer_lien(objet=agenda, action=Action.LIRE, titulaire=membre, expire_le=fin, par=membre).strip("/").split("/")[1]


@transaction.atomic
def fermer_mon_agenda(*, membre: Any) -> None:
    """Revoke the address and forget the calendar; nothing when there is none."""
    agenda = AgendaPersonnel.objects.select_for_update().filter(membre=membre.pk).first()
    if agenda is not None:
        _revoquer(agenda, membre)
        agenda.delete()


def _revoquer(agenda: AgendaPersonnel, par: Any) -> None:
    for lien in LienSigne.objects.sur(agenda).vivants():
        revoquer(lien=lien, par=par)
