"""Reading somebody else's calendar file: every event on a line of its own, whatever is wrong with it said in words.

The file is cut into events first, each read apart: one that is broken spoils no other. Repeated events are spread out within bounds.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, cast

from dateutil.rrule import rrulestr
from icalendar import Calendar, Event, vRecur
from icalendar.prop import vBroken

from centre.catalogue.operations import propre
from centre.temps import PARIS

from .enums import ConstatDAgenda

TAILLE_MAX = 1_000_000
EVENEMENTS_MAX = 500
#: A repeated event gives at most so many lines, over at most so long.
REPETITIONS_MAX, HORIZON = 60, dt.timedelta(days=550)
FREQUENCES = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}
TEXTE = re.compile(r"^(SUMMARY|DESCRIPTION|LOCATION|COMMENT)[;:]", re.IGNORECASE)
LIGNE = re.compile(r"^[A-Za-z][A-Za-z0-9-]*[;:]")


class Illisible(ValueError):
    """The file is no calendar; the message says why, to be read."""


@dataclass
class Lecture:
    """A file read: the calendar's own name, remarks on the whole, one dict per event (keys of ``_ligne``)."""

    nom: str
    avis: list[str] = field(default_factory=list)
    lignes: list[dict[str, Any]] = field(default_factory=list)


def lire(octets: bytes, *, aujourd_hui: dt.date, passes: bool = False) -> Lecture:
    """Read a file. ``passes``: events already over are proposed too. Raises Illisible."""
    if len(octets) > TAILLE_MAX:
        raise Illisible("Ce fichier dépasse 1 Mo : exportez une période plus courte.")
    lignes = _deplier(_texte(octets))
    zones, blocs = _blocs(lignes, "VTIMEZONE"), _blocs(lignes, "VEVENT")
    if not blocs:
        raise Illisible("Ce fichier ne contient aucun événement : il faut un agenda au format iCal (.ics).")
    lecture = Lecture(next((ligne.partition(":")[2] for ligne in lignes if ligne.upper().startswith("X-WR-CALNAME")), "")[:200])
    if len(blocs) > EVENEMENTS_MAX:
        lecture.avis.append(f"Seuls les {EVENEMENTS_MAX} premiers événements sont lus, sur {len(blocs)}.")
    for bloc in blocs[:EVENEMENTS_MAX]:
        lecture.lignes += _lire_un(bloc, zones, aujourd_hui, lecture.avis)
    lecture.lignes = lecture.lignes[: 2 * EVENEMENTS_MAX]
    _marquer_les_doublons(lecture.lignes)
    for ligne in lecture.lignes:
        if not ligne["constat"] and not passes and ligne["dernier_jour"] < aujourd_hui.isoformat():
            ligne["constat"] = ConstatDAgenda.PASSE
    for numero, ligne in enumerate(lecture.lignes, 1):
        ligne["numero"] = numero
    return lecture


def _texte(octets: bytes) -> str:
    try:
        return octets.decode("utf-8-sig")
    except UnicodeDecodeError:
        return octets.decode("cp1252", "replace")


def _deplier(texte: str) -> list[str]:
    """Logical lines: folded ones joined, blank ones left out, what is no property given back to the text above, if it is one."""
    lignes: list[str] = []
    for brute in propre(texte).replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if brute[:1] in (" ", "\t") and lignes:
            lignes[-1] += brute[1:]
        elif brute.strip():
            lignes.append(brute.rstrip())
    propres: list[str] = []
    for ligne in lignes:
        if LIGNE.match(ligne) or not propres:
            propres.append(ligne)
        elif TEXTE.match(propres[-1]):
            propres[-1] += f" {ligne.strip()}"
    return propres


def _blocs(lignes: list[str], nom: str) -> list[list[str]]:
    """The lines of each component of that name; one cut short by the end of the file is closed; alarms are left out."""
    blocs: list[list[str]] = []
    ouvert, alarme = False, False
    for ligne in lignes:
        haut = ligne.upper().replace(" ", "")
        if haut == f"BEGIN:{nom}":
            blocs.append([])
            ouvert = True
        elif haut == f"END:{nom}":
            ouvert = False
        elif haut in ("BEGIN:VALARM", "END:VALARM"):
            alarme = haut.startswith("BEGIN")
        elif ouvert and not alarme:
            blocs[-1].append(ligne)
    return blocs


def _lire_un(bloc: list[str], zones: list[list[str]], aujourd_hui: dt.date, avis: list[str]) -> list[dict[str, Any]]:
    """The line of one event, or its occurrences."""
    try:
        evenement = _evenement(bloc, zones)
        titre = " ".join(str(evenement.get("SUMMARY", "")).split())
        debut = _instant(evenement.get("DTSTART")) or _jour_brut(bloc)
        if debut is None:
            return [_erreur(titre, "Pas de date de début lisible.")]
        if not titre:
            return [_erreur("", f"Pas de titre (le {debut:%d/%m/%Y}).")]
        return list(_occurrences(evenement, titre, debut, aujourd_hui, avis))
    except Exception:  # whatever the library trips on: the line says so, the others are read
        return [_erreur(_titre_brut(bloc), "Cet événement est mal écrit : il est laissé de côté.")]


def _evenement(bloc: list[str], zones: list[list[str]]) -> Event:
    decoupe = [["BEGIN:VTIMEZONE", *zone, "END:VTIMEZONE"] for zone in zones] if any("TZID=" in ligne for ligne in bloc) else []
    for avec in (decoupe, []):
        lignes = ["BEGIN:VCALENDAR", "VERSION:2.0", *(ligne for zone in avec for ligne in zone), "BEGIN:VEVENT", *bloc]
        try:
            with warnings.catch_warnings():  # a zone named in another way is guessed
                warnings.simplefilter("ignore")
                [evenement] = Calendar.from_ical("\r\n".join([*lignes, "END:VEVENT", "END:VCALENDAR", ""])).walk("VEVENT")
        except Exception:  # a broken rule of hours, in whatever way: read without it
            if not avec:
                raise
        else:
            return cast("Event", evenement)
    raise ValueError


def _titre_brut(bloc: list[str]) -> str:
    return next((ligne.partition(":")[2] for ligne in bloc if ligne.upper().startswith("SUMMARY")), "")[:200]


def _jour_brut(bloc: list[str]) -> dt.date | None:
    """A day written without saying that it is one."""
    trouve = re.search(r"^DTSTART[^:]*:\s*(\d{4})(\d\d)(\d\d)\s*$", "\n".join(bloc), re.MULTILINE | re.IGNORECASE)
    return dt.date(*(int(n) for n in trouve.groups())) if trouve else None


def _instant(valeur: Any) -> dt.date | None:
    """A day, or an instant in Paris without its zone; a floating hour is read as one of Paris."""
    moment = None if isinstance(valeur, vBroken) else getattr(valeur, "dt", None)
    if isinstance(moment, dt.datetime) and moment.tzinfo is not None:
        moment = moment.astimezone(PARIS).replace(tzinfo=None)
    return moment if isinstance(moment, dt.date) else None


def _occurrences(evenement: Event, titre: str, debut: dt.date, aujourd_hui: dt.date, avis: list[str]) -> Iterator[dict[str, Any]]:
    uid = str(evenement.get("UID", "")).strip() or "sans-uid:" + hashlib.sha256(f"{titre}|{debut}".encode()).hexdigest()[:32]
    reprise = _instant(evenement.get("RECURRENCE-ID"))
    regle = evenement.get("RRULE")
    if regle is None or reprise is not None:
        yield _ligne(evenement, titre, debut, f"{uid}|{reprise.isoformat()}" if reprise else uid)
        return
    dates = _repeter(regle[0] if isinstance(regle, list) else regle, evenement, debut, aujourd_hui)
    if not dates:
        avis.append(f"« {titre} » se répète d’une façon que le portail ne suit pas : seule sa première date est lue.")
    for date in dates or [debut]:
        yield _ligne(evenement, titre, date, f"{uid}|{date.isoformat()}")


def _repeter(regle: Any, evenement: Event, debut: dt.date, aujourd_hui: dt.date) -> list[dt.date]:
    """The dates of a repeated event, up to the horizon; [] for a rule out of the ordinary."""
    if str((regle.get("FREQ") or [""])[0]).upper() not in FREQUENCES:
        return []
    jour = not isinstance(debut, dt.datetime)
    depart = dt.datetime.combine(debut, dt.time.min) if not isinstance(debut, dt.datetime) else debut
    bout = dt.datetime.combine(aujourd_hui + HORIZON, dt.time.min)
    fins = [fin for valeur in regle.get("UNTIL", []) if (fin := _fin_de_regle(valeur))]
    bornee = vRecur({cle: valeur for cle, valeur in regle.items() if cle not in ("UNTIL", "DTSTART")})
    if "COUNT" not in bornee:
        bornee["UNTIL"] = [min([bout, *fins])]
    exclues = {_comme(moment) for moment in _exceptions(evenement)}
    ce_matin = dt.datetime.combine(aujourd_hui, dt.time.min)
    try:
        suite: Any = rrulestr(bornee.to_ical().decode(), dtstart=depart)
        venir = (date for date in suite.xafter(ce_matin, inc=True) if date not in exclues and date <= bout)
        dates = list(islice(venir, REPETITIONS_MAX)) or [suite.before(ce_matin) or depart]
    except (ValueError, TypeError):
        return []
    return [date.date() if jour else date for date in dates]


def _fin_de_regle(valeur: Any) -> dt.datetime | None:
    if isinstance(valeur, dt.datetime):
        return valeur.astimezone(PARIS).replace(tzinfo=None) if valeur.tzinfo else valeur
    return dt.datetime.combine(valeur, dt.time.max) if isinstance(valeur, dt.date) else None


def _exceptions(evenement: Event) -> Iterator[dt.date]:
    listes = evenement.get("EXDATE", [])
    for liste in listes if isinstance(listes, list) else [listes]:
        for valeur in getattr(liste, "dts", []):
            if moment := _instant(valeur):
                yield moment


def _comme(moment: dt.date) -> dt.datetime:
    return moment if isinstance(moment, dt.datetime) else dt.datetime.combine(moment, dt.time.min)


def _ligne(evenement: Event, titre: str, debut: dt.date, cle: str) -> dict[str, Any]:
    """What the portal keeps of one event; days and hours as text, ready for JSON."""
    duree = _duree(evenement)
    fin = debut + duree
    entier = not isinstance(debut, dt.datetime)
    if entier and duree:
        fin -= dt.timedelta(days=1)
    premier, dernier = (_comme(moment).date() for moment in (debut, max(debut, fin)))
    lien = str(evenement.get("URL", "")).strip()
    organisateur = getattr(evenement.get("ORGANIZER"), "params", {}).get("CN", "")
    return {
        "cle": cle[:300],
        "titre": titre[:200],
        "premier_jour": premier.isoformat(),
        "dernier_jour": dernier.isoformat(),
        "de": "" if entier else f"{debut:%H:%M}",
        "a": "" if entier or not duree else f"{fin:%H:%M}",
        "lieu": " ".join(str(evenement.get("LOCATION", "")).split())[:240],
        "organisateur": " ".join(str(organisateur).split())[:160],
        "lien": lien if re.match(r"https?://[^\s]+$", lien) and len(lien) <= 500 else "",
        "description": str(evenement.get("DESCRIPTION", "")).strip()[:2000],
        "annule": str(evenement.get("STATUS", "")).upper() == "CANCELLED",
        "rang": _entier(evenement.get("SEQUENCE")),
        "constat": "",
        "message": "",
    }


def _duree(evenement: Event) -> dt.timedelta:
    """From start to end; none when the file says none, or goes backwards."""
    debut, fin = _instant(evenement.get("DTSTART")), _instant(evenement.get("DTEND"))
    if debut and fin and isinstance(debut, dt.datetime) == isinstance(fin, dt.datetime):
        return max(fin - debut, dt.timedelta())
    duree = None if isinstance(evenement.get("DURATION"), vBroken) else getattr(evenement.get("DURATION"), "dt", None)
    return max(duree, dt.timedelta()) if isinstance(duree, dt.timedelta) else dt.timedelta()


def _entier(valeur: Any) -> int:
    try:
        return int(valeur)
    except (TypeError, ValueError):
        return 0


def _erreur(titre: str, message: str) -> dict[str, Any]:
    vide = dict.fromkeys(("cle", "premier_jour", "dernier_jour", "de", "a", "lieu", "organisateur", "lien", "description"), "")
    return vide | {"titre": titre[:200], "annule": False, "rang": 0, "constat": ConstatDAgenda.ERREUR, "message": message}


def _marquer_les_doublons(lignes: list[dict[str, Any]]) -> None:
    """Of two events of the same identity, the latest version is kept, then the last written; a date changed on its own replaces
    the one of its series."""
    gardees: dict[str, dict[str, Any]] = {}
    for ligne in lignes:
        if ligne["constat"]:
            continue
        autre = gardees.get(ligne["cle"])
        perdante = ligne if autre is not None and autre["rang"] > ligne["rang"] else autre
        if perdante is not ligne:
            gardees[ligne["cle"]] = ligne
        if perdante is not None:
            perdante["constat"], perdante["message"] = (
                ConstatDAgenda.DOUBLON,
                "Le fichier donne une autre version de cet événement.",
            )
