"""Calendars (RFC 5545): one event per séance, whose identity, sequence and stamp let a calendar follow changes.

Nothing here reads the clock: the same rows give the same bytes, so that a feed answers « nothing new » to who comes back.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.crypto import salted_hmac
from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vCalAddress, vText

from centre.gestion.models import Identite

from .models import PARIS, Jeudi, Seance, Visio

TYPE_MIME = "text/calendar; charset=utf-8"
NOM = "Les Jeudis du Centre de ressources"
#: How often a calendar is asked to come back.
FREQUENCE = dt.timedelta(hours=6)


@dataclass(frozen=True)
class Etat:
    """How an event stands for whoever receives it: CONFIRMED, TENTATIVE or CANCELLED, since when, at which change of their own.

    ``visio``: the link to follow from afar, for somebody who holds a seat and nobody else.
    """

    statut: str = "CONFIRMED"
    change_le: dt.datetime | None = None
    changements: int = 0
    avant: str = ""
    visio: Visio | None = None


def calendrier(
    jeudis: Iterable[Jeudi],
    *,
    methode: str = "PUBLISH",
    annule: bool = False,
    changements: int = 0,
    autres: Iterable[Event] = (),
    visio: Visio | None = None,
) -> bytes:
    """The séances of ``jeudis`` (read with ``pour_un_agenda``) as a calendar, then ``autres``.

    ``methode``: CANCEL takes the events out of the calendar of who receives the mail; ``changements``: those of the registration
    the mail is about, which come on top of those of the Jeudi.
    """
    etat = Etat("CANCELLED" if annule else "CONFIRMED", changements=changements, visio=visio)
    return composer([e for jeudi in jeudis for e in evenements_du_jeudi(jeudi, etat)] + list(autres), methode=methode)


def composer(evenements: Iterable[Event], *, nom: str = NOM, methode: str = "PUBLISH") -> bytes:
    """A whole calendar named ``nom``, with the rules of Paris time."""
    agenda = Calendar()
    agenda.add("prodid", "-//Extranet des Territoires//Jeudis//FR")
    agenda.add("version", "2.0")
    agenda.add("calscale", "GREGORIAN")
    agenda.add("method", methode)
    agenda.add("x-wr-calname", nom)
    agenda.add("x-wr-timezone", PARIS.key)
    agenda.add("refresh-interval", FREQUENCE, parameters={"VALUE": "DURATION"})
    agenda.add("x-published-ttl", "PT6H")
    agenda.add_component(heure_de_paris())
    organisateur = _organisateur()
    for evenement in evenements:
        evenement.add("organizer", organisateur)
        agenda.add_component(evenement)
    return bytes(agenda.to_ical())


def heure_de_paris() -> Timezone:
    """VTIMEZONE of Europe/Paris by its rules since 1996, the form Outlook reads: the last Sundays of March and October."""
    zone, hiver, ete = Timezone(), TimezoneStandard(), TimezoneDaylight()
    zone.add("tzid", PARIS.key)
    une, deux = dt.timedelta(hours=1), dt.timedelta(hours=2)
    for saison, nom, debut, mois, avant, apres in (
        (ete, "CEST", dt.datetime(1996, 3, 31, 2), 3, une, deux),
        (hiver, "CET", dt.datetime(1996, 10, 27, 3), 10, deux, une),
    ):
        saison.add("tzname", nom)
        saison.add("dtstart", debut)
        saison.add("rrule", {"FREQ": "YEARLY", "BYMONTH": mois, "BYDAY": "-1SU"})
        saison.add("tzoffsetfrom", avant)
        saison.add("tzoffsetto", apres)
        zone.add_component(saison)
    return zone


def evenements_du_jeudi(jeudi: Jeudi, etat: Etat) -> list[Event]:
    """One event per séance, those taken out too; a cancelled Jeudi is cancelled for everybody."""
    return [_seance(jeudi, seance, etat) for seance in jeudi.seances_annoncees]


def _seance(jeudi: Jeudi, seance: Seance, etat: Etat) -> Event:
    titre = f"{jeudi.titre} : {seance.titre}" if seance.titre else jeudi.titre
    instants = [jeudi.agenda_le, jeudi.last_published_at, etat.change_le, seance.annulee_le]
    annulee = bool(jeudi.annule_le or seance.annulee_le) or etat.statut == "CANCELLED"
    a_distance = f"À distance : {etat.visio.lien} {etat.visio.consigne}".strip() if etat.visio and not annulee else ""
    evenement = evenement_date(
        uid=f"jeudi-{jeudi.pk}-seance-{seance.pk}",
        debut=seance.debut.astimezone(PARIS),
        fin=seance.fin.astimezone(PARIS),
        titre=etat.avant + titre,
        lieu=seance.lieu or jeudi.ou,
        adresse=jeudi.get_absolute_url(),
        description="\n\n".join(filter(None, [jeudi.chapo, a_distance])),
        change_le=max(instant for instant in instants if instant),
    )
    evenement.add("sequence", jeudi.sequence + etat.changements)
    evenement.add("status", "CANCELLED" if annulee else etat.statut)
    evenement.add("transp", "OPAQUE" if etat.statut == "CONFIRMED" and not annulee else "TRANSPARENT")
    return evenement


def evenement_date(
    *, uid: str, debut: dt.date, fin: dt.date, titre: str, lieu: str, adresse: str, description: str, change_le: dt.datetime
) -> Event:
    """An event without status. ``debut`` and ``fin``: instants in Paris, or days (the last one excluded, as the format wants)."""
    site = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    evenement = Event()
    evenement.add("uid", f"{uid}@{urlsplit(site).hostname}")
    evenement.add("dtstamp", change_le.astimezone(dt.UTC).replace(microsecond=0))
    evenement.add("last-modified", change_le.astimezone(dt.UTC).replace(microsecond=0))
    evenement.add("dtstart", debut)
    evenement.add("dtend", fin)
    evenement.add("summary", titre)
    evenement.add("location", vText(lieu))
    evenement.add("url", site + adresse)
    if description:
        evenement.add("description", description)
    return evenement


def _organisateur() -> vCalAddress:
    """The Centre: what a published or cancelled event must name (RFC 5546)."""
    centre = Identite.objects.courante()
    organisateur = vCalAddress(f"mailto:{centre.courriel or settings.DEFAULT_FROM_EMAIL}")
    organisateur.params["CN"] = vText(centre.sigle or centre.sous_titre)
    return organisateur


def servir(request: HttpRequest, contenu: bytes, *, prive: bool = False) -> HttpResponse:
    """Answer a calendar, or 304 to who already has these very bytes."""
    etag = f'"{salted_hmac("jeudis.calendrier", contenu, algorithm="sha256").hexdigest()[:32]}"'
    reponse = HttpResponse(contenu, content_type=TYPE_MIME)
    reponse["ETag"] = etag
    reponse["Cache-Control"] = "private, no-cache" if prive else "no-cache"
    suite = get_conditional_response(request, etag=etag, response=reponse)
    assert isinstance(suite, HttpResponse)
    return suite
