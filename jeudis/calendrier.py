"""Calendars (RFC 5545): one event per séance, whose identity and sequence let a calendar follow changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Calendar, Event, vText

from .models import PARIS, Jeudi, Seance, Visio


def calendrier(jeudis: Iterable[Jeudi], *, methode: str = "PUBLISH", annule: bool = False, visio: Visio | None = None) -> bytes:
    """The séances of ``jeudis`` (their ``seances`` prefetched) as a calendar, times in Europe/Paris with their VTIMEZONE.

    ``visio``: the link to follow from afar, in the file of somebody who holds a seat and in no other.
    """
    agenda = Calendar()
    agenda.add("prodid", "-//Extranet des Territoires//Jeudis//FR")
    agenda.add("version", "2.0")
    agenda.add("method", methode)
    agenda.add("x-wr-calname", "Les Jeudis du Centre de ressources")
    for jeudi in jeudis:
        for seance in jeudi.seances.all():
            agenda.add_component(_evenement(jeudi, seance, annule=annule or jeudi.annule_le is not None, visio=visio))
    agenda.add_missing_timezones()
    return bytes(agenda.to_ical())


def _evenement(jeudi: Jeudi, seance: Seance, *, annule: bool, visio: Visio | None) -> Event:
    site = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    evenement = Event()
    evenement.add("uid", f"jeudi-{jeudi.pk}-seance-{seance.pk}@{urlsplit(site).hostname}")
    evenement.add("dtstamp", dt.datetime.now(dt.UTC))
    evenement.add("dtstart", seance.debut.astimezone(PARIS))
    evenement.add("dtend", seance.fin.astimezone(PARIS))
    evenement.add("summary", f"{jeudi.titre} : {seance.titre}" if seance.titre else jeudi.titre)
    evenement.add("location", vText(seance.lieu or jeudi.ou))
    evenement.add("url", site + jeudi.get_absolute_url())
    evenement.add("sequence", jeudi.sequence)
    evenement.add("status", "CANCELLED" if annule else "CONFIRMED")
    a_distance = f"À distance : {visio.lien} {visio.consigne}".strip() if visio and not annule else ""
    if description := "\n\n".join(filter(None, [jeudi.chapo, a_distance])):
        evenement.add("description", description)
    return evenement
