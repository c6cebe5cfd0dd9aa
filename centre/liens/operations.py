"""Writes on signed links: made, opened, revoked, forgotten."""

from __future__ import annotations

import datetime as dt
import secrets
from typing import Any

from django.db import models, transaction
from django.db.models import F
from django.db.models.functions import Now
from django.urls import reverse

from centre.journal.operations import consigner

from .enums import Action
from .gestes import cle, gestes
from .models import LienSigne, empreinte

#: How long a dead link stays listed under its object.
GARDE = dt.timedelta(days=30)


@transaction.atomic
def creer_lien(
    *,
    objet: models.Model,
    action: str,
    titulaire: Any = None,
    adresse: str = "",
    expire_le: dt.datetime,
    usages_max: int | None = None,
    par: Any = None,
) -> str:
    """Make a link and return its path, ``/lien/<token>/``: the only time the token is known.

    The caller has checked that ``par`` may give this right. Raises LookupError when nothing is registered for the action on
    that model, ValueError on an unknown action or a limit below one.
    """
    if cle(objet, action) not in gestes:
        raise LookupError(f"aucun geste « {action} » pour {objet._meta.label}")
    if usages_max is not None and usages_max < 1:
        raise ValueError("un lien sert au moins une fois")
    jeton = secrets.token_urlsafe(32)
    lien = LienSigne.objects.create(
        empreinte=empreinte(jeton),
        action=action,
        objet=objet,
        titulaire=titulaire,
        adresse=adresse,
        cree_par=par,
        expire_le=expire_le,
        usages_max=usages_max,
    )
    consigner(acteur=par, verbe="lien.creer", objet=objet, details={"lien": lien.pk, "action": action})
    return reverse("liens:ouvrir", args=[jeton])


@transaction.atomic
def ouvrir(jeton: str, action: str | None = None, *, agit: bool = False) -> LienSigne | None:
    """The living link of that token (for that action, when given), noted in the journal; None for any other token.

    A use is counted when reading is the use itself, else when ``agit`` (the POST): the UPDATE carries the conditions, so that
    two openings at once never share the last use.
    """
    lien = LienSigne.objects.vivants().filter(empreinte=empreinte(jeton)).first()
    if lien is None or action not in (None, lien.action) or not (lien.objet_present and lien.titulaire_admis):
        return None
    if Action(lien.action).au_premier_regard is not agit and not _compter(lien):
        return None
    details = {"lien": lien.pk, "action": lien.action, "agit": agit}
    consigner(acteur=lien.titulaire, verbe="lien.ouvrir", objet=lien.objet, details=details)
    return lien


def reconnaitre(jeton: str, action: str) -> LienSigne | None:
    """``ouvrir`` for a machine that comes back every hour (a calendar): the same checks, and nothing written."""
    lien = LienSigne.objects.vivants().filter(empreinte=empreinte(jeton), action=action).first()
    return lien if lien is not None and lien.objet_present and lien.titulaire_admis else None


def _compter(lien: LienSigne) -> bool:
    return LienSigne.objects.vivants().filter(pk=lien.pk).update(usages=F("usages") + 1) == 1


@transaction.atomic
def revoquer(*, lien: LienSigne, par: Any) -> None:
    """End a link at once. The caller has checked that ``par`` may. Nothing happens to one already revoked."""
    if LienSigne.objects.filter(pk=lien.pk, revoque_le__isnull=True).update(revoque_le=Now()):
        consigner(acteur=par, verbe="lien.revoquer", objet=lien.objet, details={"lien": lien.pk, "action": lien.action})


def purger() -> int:
    """Forget the links that ended more than GARDE ago; the journal keeps what was done with them."""
    limite = Now() - GARDE
    return LienSigne.objects.filter(models.Q(expire_le__lt=limite) | models.Q(revoque_le__lt=limite)).delete()[0]
