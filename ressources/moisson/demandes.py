"""Reading what a harvester asks: every rule of the protocol about arguments is here."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from typing import Any

from django.core import signing
from django.http import QueryDict

from .enums import PREFIXE, Faute, Verbe

_LISTE = (frozenset({"metadataPrefix"}), frozenset({"from", "until", "set"}), True)
#: Verb: required arguments, optional ones, whether a resumption token may stand instead (§4).
ARGUMENTS: dict[Verbe, tuple[frozenset[str], frozenset[str], bool]] = {
    Verbe.IDENTIFY: (frozenset(), frozenset(), False),
    Verbe.FORMATS: (frozenset(), frozenset({"identifier"}), False),
    Verbe.SETS: (frozenset(), frozenset(), True),
    Verbe.RECORD: (frozenset({"identifier", "metadataPrefix"}), frozenset(), False),
    Verbe.IDENTIFIERS: _LISTE,
    Verbe.RECORDS: _LISTE,
}
#: Granularities (§3.3.1): a form, and how long one unit lasts.
GRAINS = (
    (re.compile(r"\d{4}-\d\d-\d\d", re.ASCII), "%Y-%m-%d", dt.timedelta(days=1)),
    (re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII), "%Y-%m-%dT%H:%M:%SZ", dt.timedelta(seconds=1)),
)
SEL = "moisson.reprise"


class Refus(Exception):
    """The answer is an error of the protocol, not of HTTP."""

    def __init__(self, faute: Faute, mots: str) -> None:
        super().__init__(mots)
        self.faute, self.mots = faute, mots


@dataclass(frozen=True)
class Demande:
    """A request as understood. ``depuis``/``avant``: instants, the second excluded; ``position``: the last record already given."""

    verbe: Verbe
    arguments: dict[str, str]
    identifiant: str = ""
    depuis: dt.datetime | None = None
    avant: dt.datetime | None = None
    ensemble: str = ""
    position: tuple[dt.datetime, int] | None = None
    rendus: int = 0

    def jeton(self, horodatage: dt.datetime, pk: int, rendus: int) -> str:
        """What resumes this list after one record: all of it is in the token, signed, and nothing is kept here."""
        bornes = [instant.isoformat() if instant else "" for instant in (self.depuis, self.avant)]
        return signing.dumps([self.verbe, *bornes, self.ensemble, horodatage.isoformat(), pk, rendus], salt=SEL, compress=True)


def lire(parametres: QueryDict) -> Demande:
    """The request, or the reason why not. Raises Refus."""
    valeurs = {nom: parametres.getlist(nom) for nom in parametres}
    verbe = valeurs.pop("verb", [])
    if len(verbe) != 1 or verbe[0] not in list(Verbe):
        raise Refus(Faute.VERBE, "Argument « verb » absent, répété ou inconnu.")
    repetes = [nom for nom, lues in valeurs.items() if len(lues) != 1]
    arguments = {nom: lues[0] for nom, lues in valeurs.items() if lues}
    if repetes or any("\x00" in valeur for valeur in arguments.values()):
        raise Refus(Faute.ARGUMENT, "Un argument est répété ou illisible.")
    return _comprendre(Verbe(verbe[0]), arguments)


def _comprendre(geste: Verbe, arguments: dict[str, str]) -> Demande:
    requis, permis, reprise = ARGUMENTS[geste]
    donnes = arguments.keys()
    if reprise and donnes == {"resumptionToken"}:
        return replace(_reprendre(geste, arguments["resumptionToken"]), arguments=arguments)
    if donnes - requis - permis:
        raise Refus(Faute.ARGUMENT, "Un argument n’est pas de ce verbe, ou ne va pas avec un autre.")
    if requis - donnes:
        raise Refus(Faute.ARGUMENT, "Il manque un argument : " + ", ".join(sorted(requis - donnes)) + ".")
    if arguments.get("metadataPrefix", PREFIXE) != PREFIXE:
        raise Refus(Faute.FORMAT, f"Le seul format est {PREFIXE}.")
    depuis, avant = _periode(arguments.get("from"), arguments.get("until"))
    return Demande(geste, arguments, arguments.get("identifier", ""), depuis, avant, arguments.get("set", ""))


def _periode(depuis: str | None, jusqu_au: str | None) -> tuple[dt.datetime | None, dt.datetime | None]:
    """Both bounds are included, whatever their granularity, which must be the same."""
    debut, fin = (_unite(texte) if texte is not None else None for texte in (depuis, jusqu_au))
    if debut and fin and debut[1] - debut[0] != fin[1] - fin[0]:
        raise Refus(Faute.ARGUMENT, "« from » et « until » n’ont pas la même précision.")
    if debut and fin and debut[0] > fin[0]:
        raise Refus(Faute.ARGUMENT, "« from » vient après « until ».")
    return debut[0] if debut else None, fin[1] if fin else None


def _unite(texte: str) -> tuple[dt.datetime, dt.datetime]:
    """When the day, or the second, named by ``texte`` begins and ends."""
    for forme, lecture, duree in GRAINS:
        if forme.fullmatch(texte):
            try:
                instant = dt.datetime.strptime(texte, lecture).replace(tzinfo=dt.UTC)
                return instant, instant + duree
            except (ValueError, OverflowError):  # no such day, or the last one there is
                break
    raise Refus(Faute.ARGUMENT, "Une date s’écrit 2026-11-23 ou 2026-11-23T08:00:00Z.")


def _reprendre(geste: Verbe, jeton: str) -> Demande:
    try:
        lu: list[Any] = signing.loads(jeton, salt=SEL)
        de, depuis, avant, ensemble, horodatage, pk, rendus = lu
        bornes = [dt.datetime.fromisoformat(texte) if texte else None for texte in (depuis, avant)]
        position = dt.datetime.fromisoformat(horodatage), int(pk)
    except (signing.BadSignature, ValueError, TypeError) as erreur:
        raise Refus(Faute.REPRISE, "Ce jeton de reprise n’est pas d’ici.") from erreur
    if de != geste:
        raise Refus(Faute.REPRISE, "Ce jeton de reprise est d’un autre verbe.")
    return Demande(geste, {}, "", bornes[0], bornes[1], ensemble, position, rendus)
