"""What a day is besides a date: school holidays of the Centre's zone, public holidays. What is not known is said."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from holidays import country_holidays

from centre.temps import date_locale

#: The zones of the mainland; Corsica and overseas have calendars of their own, that the file does not hold.
ZONES = frozenset({"A", "B", "C"})


@dataclass(frozen=True)
class Periode:
    """School holidays: from ``debut`` to the eve of ``reprise``."""

    nom: str
    zones: frozenset[str]
    debut: dt.date
    reprise: dt.date


@cache
def _calendrier() -> tuple[dt.date, dt.date, tuple[Periode, ...]]:
    """First and last day known, and the periods (``donnees/vacances.json``, with its source)."""
    lu = json.loads((Path(__file__).parent / "donnees" / "vacances.json").read_text(encoding="utf-8"))
    jour = dt.date.fromisoformat
    periodes = tuple(Periode(p["nom"], frozenset(p["zones"]), jour(p["debut"]), jour(p["reprise"])) for p in lu["periodes"])
    return jour(lu["connues_du"]), jour(lu["connues_jusqu_au"]), periodes


def connues(jour: dt.date, zone: str) -> bool:
    """Whether the school calendar of that day is known here."""
    debut, fin, _ = _calendrier()
    return zone in ZONES and debut <= jour <= fin


def vacances(jour: dt.date, zone: str) -> str:
    """The name of the school holidays of a day; "" out of them, or when the year is not known."""
    if not connues(jour, zone):
        return ""
    periodes = _calendrier()[2]
    return next((p.nom for p in periodes if zone in p.zones and p.debut <= jour < p.reprise), "")


def jour_ferie(jour: dt.date) -> str:
    """The name of the public holiday, "" for an ordinary day; computed, any year."""
    return str(country_holidays("FR", years=jour.year, language="fr").get(jour, ""))


def remarques(jour: dt.date, zone: str) -> list[str]:
    """What whoever proposes that day should know, in words."""
    mots = []
    if ferie := jour_ferie(jour):
        mots.append(f"Jour férié : {ferie}.")
    elif jour.weekday() >= 5:
        mots.append("C’est un week-end.")
    if nom := vacances(jour, zone):
        mots.append(f"Vacances scolaires, zone {zone} : {nom}.")
    elif not zone:
        mots.append("Vacances scolaires : la zone du Centre n’est pas réglée.")
    elif not connues(jour, zone):
        mots.append(f"Vacances scolaires non connues {_hors_du_calendrier(jour, zone)} : à vérifier.")
    return mots


def _hors_du_calendrier(jour: dt.date, zone: str) -> str:
    """What is not known about that day: the zone, or the years around those of the file."""
    debut, fin, _ = _calendrier()
    if zone not in ZONES:
        return "du portail pour la zone du Centre"
    return f"après le {date_locale(fin, 'courte')}" if jour > fin else f"avant le {date_locale(debut, 'courte')}"
