"""The date of a document as people write it, kept as machines read it: W3CDTF (Dublin Core), or a period « a/b » (ISO 8601).

« 2006 », « mars 2006 », « 16/03/2006 », « 2005-2008 », « du 3 au 5 mars 2006 » become ``2006``, ``2006-03``, ``2006-03-16``,
``2005/2008``, ``2006-03-03/2006-03-05``.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

from centre.temps import ESPACE, MOIS, date_locale

PREMIERE, DERNIERE = 1900, 2100
_SEPARATEURS = (r"\s+(?:a|au|et|jusqu['’]au)\s+", r"\s*[/–—]\s*", r"\s+-\s+", r"-")
_MOIS = {
    "".join(c for c in unicodedata.normalize("NFD", mois) if not unicodedata.combining(c)): n for n, mois in enumerate(MOIS, 1)
}


def lire(texte: str) -> str:
    """The canonical form of what was typed; "" for nothing. Raises ValueError when it is neither a date nor a period."""
    brut = _aplatir(texte)
    if not brut:
        return ""
    if seule := _date(brut):
        return seule
    for separateur in _SEPARATEURS:
        morceaux = re.split(separateur, re.sub(r"^(?:de|du|entre)\s+", "", brut))
        if len(morceaux) == 2 and (periode := _periode(*morceaux)):
            return periode
    raise ValueError(texte)


def _aplatir(texte: str) -> str:
    sans = "".join(c for c in unicodedata.normalize("NFD", texte.lower()) if not unicodedata.combining(c))
    return " ".join(sans.split()).strip(" .,")


def _date(brut: str) -> str:
    """One date, or ""."""
    brut = re.sub(r"^(?:le|en|de|du)\s+", "", brut)
    formes = (
        r"(?P<a>\d{4})(?:-(?P<m>\d{2})(?:-(?P<j>\d{2}))?)?",
        r"(?:(?P<j>\d{1,2})[/.])?(?P<m>\d{1,2})[/.](?P<a>\d{4})",
        r"(?:(?P<j>\d{1,2})(?:er)?\s+)?(?P<mot>[a-z]+)\s+(?P<a>\d{4})",
    )
    for forme in formes:
        if trouve := re.fullmatch(forme, brut):
            lu = trouve.groupdict()
            mois = _MOIS.get(lu["mot"], 0) if lu.get("mot") else int(lu["m"] or 0)
            if lu.get("mot") and not mois:
                return ""
            return _ecrire(int(lu["a"]), mois if lu.get("mot") or lu["m"] else None, int(lu["j"]) if lu["j"] else None)
    return ""


def _ecrire(annee: int, mois: int | None, jour: int | None) -> str:
    """The canonical form, or "" when no calendar has that day."""
    if not PREMIERE <= annee <= DERNIERE:
        return ""
    try:
        dt.date(annee, 1 if mois is None else mois, 1 if jour is None else jour)
    except ValueError:
        return ""
    return "-".join([str(annee), *(f"{n:02d}" for n in (mois, jour) if n is not None)])


def _periode(debut: str, fin: str) -> str:
    """« 3 », « 3 mars » take the month and the year of the end. "" unless both are dates, the first one first."""
    fin_lue = _date(fin)
    if not fin_lue:
        return ""
    mot = next((m for m in fin.split() if m in _MOIS), "")
    candidats = [debut, f"{debut} {fin_lue[:4]}", f"{debut} {mot} {fin_lue[:4]}"]
    debut_lu = next((lu for lu in map(_date, candidats) if lu), "")
    return f"{debut_lu}/{fin_lue}" if debut_lu and debut_lu < fin_lue else ""


def annees(canonique: str) -> tuple[int, int] | None:
    """The first and the last year of a canonical date; None for none."""
    if not canonique:
        return None
    debut, _, fin = canonique.partition("/")
    return int(debut[:4]), int((fin or debut)[:4])


def dire(canonique: str) -> str:
    """The date in words: « mars 2006 », « 2005 à 2008 », « 3 mars 2006 au 5 mars 2006 »."""
    debut, _, fin = canonique.partition("/")
    if not fin:
        return _dire(debut)
    return f"{_dire(debut)} {'au' if len(fin) == 10 else 'à'} {_dire(fin)}"


def _dire(date: str) -> str:
    if len(date) == 10:
        return date_locale(dt.date.fromisoformat(date), "courte")
    if len(date) == 7:
        return f"{MOIS[int(date[5:]) - 1]}{ESPACE}{date[:4]}"
    return date
