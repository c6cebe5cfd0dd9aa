"""Instants and dates as people read them: Europe/Paris, in French, never breaking inside a date.

Rows are stored in UTC; every screen, mail and document goes through :func:`date_locale`.
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

PARIS = ZoneInfo("Europe/Paris")
JOURS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MOIS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
#: No-break space: between a day and its month, a number and its unit.
ESPACE = "\N{NO-BREAK SPACE}"


def en_local(instant: date) -> date:
    """Return ``instant`` in Europe/Paris; a plain date is returned as it is.

    :raises ValueError: on a naive datetime, whose meaning nobody can tell.
    """
    if not isinstance(instant, datetime):
        return instant
    if timezone.is_naive(instant):
        raise ValueError("A datetime shown to people must carry its time zone.")
    return instant.astimezone(PARIS)


def date_locale(instant: date, forme: str = "longue", *, maintenant: datetime | None = None) -> str:
    """Write a date or an instant in French.

    :param instant: a ``date``, or an aware ``datetime``.
    :param forme: ``"longue"`` (jeudi 26 novembre 2026 à 9 h 30), ``"courte"`` (26 novembre 2026),
        ``"heure"`` (9 h 30), ``"relative"`` (hier à 18 h 04, dans 3 jours, else the short form).
    :param maintenant: the present, for ``"relative"``; the clock by default.
    :raises ValueError: naive datetime, unknown form, or ``"heure"`` of a date without hour.
    """
    local = en_local(instant)
    match forme:
        case "longue":
            return _avec_heure(f"{JOURS[local.weekday()]} {_jour_mois(local)} {local.year}", local)
        case "courte":
            return f"{_jour_mois(local)} {local.year}"
        case "heure":
            return _heure(local)
        case "relative":
            return _relative(local, (maintenant or timezone.now()).astimezone(PARIS).date())
    raise ValueError(f"Unknown form of date: {forme!r}")


def _jour_mois(jour: date) -> str:
    return f"{'1er' if jour.day == 1 else jour.day}{ESPACE}{MOIS[jour.month - 1]}"


def _heure(local: date) -> str:
    if not isinstance(local, datetime):
        raise ValueError("A date has no hour.")
    minutes = f"{ESPACE}{local.minute:02d}" if local.minute else ""
    return f"{local.hour}{ESPACE}h{minutes}"


def _avec_heure(texte: str, local: date) -> str:
    return f"{texte} à {_heure(local)}" if isinstance(local, datetime) else texte


def _relative(local: date, aujourdhui: date) -> str:
    jour = local.date() if isinstance(local, datetime) else local
    ecart = (jour - aujourdhui).days
    proches = {-2: "avant-hier", -1: "hier", 0: "aujourd’hui", 1: "demain", 2: "après-demain"}
    if ecart in proches:
        return _avec_heure(proches[ecart], local)
    if 0 < ecart <= 7:
        return f"dans {ecart}{ESPACE}jours"
    if -7 <= ecart < 0:
        return f"il y a {-ecart}{ESPACE}jours"
    return date_locale(local, "courte")
