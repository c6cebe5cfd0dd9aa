"""« Toujours en poste ? »: asked once a year; a silent account sleeps, then is forgotten, with notice. Delays: settings.PRESENCE."""

from __future__ import annotations

import datetime as dt
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import connection, transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, Now

from centre.courriels.operations import envoyer
from centre.courriels.rendu import site
from centre.espaces.enums import EQUIPE
from centre.journal.operations import consigner
from centre.liens.enums import Action
from centre.liens.operations import creer_lien

from ..models import Membre, Presence
from .effacement import effacer_membre

#: What the journal calls each step, by the kind of its mail.
VERBES = {
    "presence_rappel": "membre.presence_rappel",
    "presence_sommeil": "membre.presence_sommeil",
    "presence_preavis": "membre.presence_preavis",
}


def _avant(delai: str) -> Any:
    """The instant that long ago, by the database's clock."""
    return Now() - dt.timedelta(days=settings.PRESENCE[delai])


def _concernes() -> QuerySet[Membre]:
    """Active members outside the team: those who keep the house are never put to sleep."""
    return Membre.objects.actifs().exclude(groups__name__in=[role.value for role in EQUIPE])


def interroger() -> int:
    """Ask those who have confirmed, or joined, more than a year ago; returns how many."""
    dus = (
        _concernes().annotate(reference=Coalesce("presence__confirmee_le", "inscrit_le")).filter(reference__lte=_avant("demande"))
    )
    dus = dus.filter(Q(presence__isnull=True) | Q(presence__demandee_le__isnull=True, presence__endormie_le__isnull=True))
    return sum(_interroger(membre) for membre in dus)


@transaction.atomic
def _interroger(membre: Membre) -> bool:
    Presence.objects.get_or_create(membre=membre)
    a_demander = Presence.objects.filter(membre=membre, demandee_le__isnull=True, endormie_le__isnull=True)
    if not a_demander.update(demandee_le=Now(), tour=F("tour") + 1):
        return False
    _ecrire(Presence.objects.get(membre=membre), "presence_demande")
    return True


def rappeler() -> int:
    """Ask once more those who did not answer; returns how many."""
    dues = Presence.objects.filter(demandee_le__lte=_avant("rappel"), rappelee_le__isnull=True, endormie_le__isnull=True)
    return sum(_passer(presence, {"rappelee_le__isnull": True}, "rappelee_le", "presence_rappel") for presence in dues)


def endormir() -> int:
    """Put to sleep those who neither answered nor came since the question; returns how many."""
    venu = UserSession.objects.filter(user=OuterRef("membre"), last_seen_at__gt=OuterRef("demandee_le"))
    silencieuses = Presence.objects.filter(rappelee_le__lte=_avant("sommeil"), endormie_le__isnull=True).exclude(Exists(venu))
    silencieuses = silencieuses.exclude(membre__last_login__gt=F("demandee_le")).filter(membre__in=_concernes())
    return sum(_passer(presence, {"endormie_le__isnull": True}, "endormie_le", "presence_sommeil") for presence in silencieuses)


def prevenir() -> int:
    """Tell those who slept long that their account will be forgotten; returns how many."""
    dues = Presence.objects.filter(endormie_le__lte=_avant("preavis"), prevenue_le__isnull=True, membre__in=_concernes())
    return sum(_passer(presence, {"prevenue_le__isnull": True}, "prevenue_le", "presence_preavis") for presence in dues)


def oublier() -> int:
    """Erase the accounts told long ago and still silent; what they published stays, signed « Ancien membre »."""
    oublies = 0
    for pk in list(Presence.objects.filter(prevenue_le__lte=_avant("effacement")).values_list("pk", flat=True)):
        with transaction.atomic():
            verrouillee = Presence.objects.select_for_update(of=("self",)).filter(pk=pk, prevenue_le__lte=_avant("effacement"))
            presence = verrouillee.select_related("membre").first()
            if presence is not None and _concernes().filter(pk=pk).exists():
                effacer_membre(membre=presence.membre)
                oublies += 1
    return oublies


@transaction.atomic
def _passer(presence: Presence, condition: dict[str, Any], champ: str, genre: str) -> bool:
    """Write the step once and its mail, whoever runs at the same time."""
    if not Presence.objects.filter(pk=presence.pk, demandee_le__isnull=False, **condition).update(**{champ: Now()}):
        return False
    presence.refresh_from_db()
    _ecrire(presence, genre)
    consigner(acteur=None, verbe=VERBES[genre], objet=presence.membre)
    return True


def _ecrire(presence: Presence, genre: str) -> None:
    """One mail per step, with the link that answers in one click."""
    expire_le = _maintenant() + dt.timedelta(days=settings.PRESENCE["lien"])
    lien = creer_lien(objet=presence, action=Action.CONFIRMER, titulaire=presence.membre, expire_le=expire_le)
    contexte = {"poste": presence.membre.poste, "lien": site() + lien, "effacement": settings.PRESENCE["effacement"]}
    envoyer(genre=genre, evenement=f"presence-{presence.pk}-{presence.tour}", destinataire=presence.membre, contexte=contexte)


def _maintenant() -> dt.datetime:
    """The database's present."""
    with connection.cursor() as curseur:
        curseur.execute("SELECT statement_timestamp()")
        instant: dt.datetime = curseur.fetchone()[0]
    return instant


@transaction.atomic
def confirmer_presence(*, membre: Any) -> None:
    """The member says they still hold their post: asked again in a year, awake if they slept."""
    vide = dict.fromkeys(("demandee_le", "rappelee_le", "endormie_le", "prevenue_le"))
    Presence.objects.update_or_create(membre=membre, defaults={**vide, "confirmee_le": Now()})
    consigner(acteur=membre, verbe="membre.confirmer_presence", objet=membre)


def reveiller(*, membre: Any) -> None:
    """Signing in ends the sleep; the question will be asked anew."""
    vide = dict.fromkeys(("demandee_le", "rappelee_le", "endormie_le", "prevenue_le"))
    if Presence.objects.filter(membre=membre.pk, endormie_le__isnull=False).update(**vide):
        consigner(acteur=membre, verbe="membre.reveiller", objet=membre)
