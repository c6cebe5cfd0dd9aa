"""Who and what resembles what is asked: shown to the team before it makes a double."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.lookups import Unaccent
from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import F, QuerySet, Value
from django.db.models.functions import Concat, Greatest, Lower

from .lecture_des_listes import plier, sans_accents
from .models import Candidature, Membre, Structure

#: Addresses of everybody: the same domain says nothing of the employer.
COURANTS = {
    *("gmail.com", "outlook.com", "outlook.fr", "hotmail.com", "hotmail.fr", "yahoo.fr", "yahoo.com", "orange.fr", "wanadoo.fr"),
    *("free.fr", "laposte.net", "sfr.fr", "live.fr", "icloud.com", "protonmail.com", "proton.me"),
}
NOM_PROCHE, STRUCTURE_PROCHE = 0.45, 0.35
AU_PLUS = 5


@dataclass(frozen=True)
class Ressemblance:
    """A member, and why they are shown."""

    membre: Membre
    raison: str


def membres_proches(fiche: Candidature) -> list[Ressemblance]:
    """The members who bear nearly that name, then the colleagues by the domain of the address. Never the same address itself."""
    voulu = f"{fiche.prenom} {fiche.nom}".strip()
    autres = Membre.objects.exclude(email__iexact=fiche.email).avec_poste()
    memes = _par_nom(autres, voulu) if voulu else []
    domaine = fiche.email.rpartition("@")[2].lower()
    collegues: list[Membre] = []
    if domaine and domaine not in COURANTS:
        vus = {membre.pk for membre in memes}
        collegues = list(autres.filter(email__iendswith=f"@{domaine}").exclude(pk__in=vus).par_nom()[:AU_PLUS])
    return [
        *(Ressemblance(membre, "presque le même nom") for membre in memes),
        *(Ressemblance(membre, f"même domaine, {domaine}") for membre in collegues),
    ]


def _par_nom(membres: QuerySet[Membre], voulu: str) -> list[Membre]:
    droit, envers = _replie(Concat("prenom", Value(" "), "nom")), _replie(Concat("nom", Value(" "), "prenom"))
    cherche = _replie(Value(voulu))
    proches = membres.annotate(proche=Greatest(TrigramSimilarity(droit, cherche), TrigramSimilarity(envers, cherche)))
    return list(proches.filter(proche__gte=NOM_PROCHE).order_by("-proche", "pk")[:AU_PLUS])


def structures_proches(nom: str) -> list[Structure]:
    """The structures whose name resembles ``nom``, the nearest first."""
    if not nom.strip():
        return []
    proches = Structure.objects.annotate(proche=TrigramSimilarity(_replie(F("nom")), _replie(Value(nom))))
    return list(proches.filter(proche__gte=STRUCTURE_PROCHE).order_by("-proche", "pk")[:AU_PLUS])


def _replie(expression: Any) -> Any:
    """Without accents nor case."""
    return Lower(Unaccent(expression))


def membres_nommes(noms: Iterable[str]) -> Iterable[Membre]:
    """The members who bear one of these family names, accents and case aside."""
    plies = {" ".join(nom.lower().split()) for nom in noms if nom}
    voulus = plies | {sans_accents(nom) for nom in plies}
    return Membre.objects.alias(plie=Lower(Unaccent(F("nom")))).filter(plie__in=voulus).avec_poste()


def structures_nommees(noms: Iterable[str]) -> Iterable[Structure]:
    """The structures that bear one of these names, accents, case and spaces aside."""
    plies = {" ".join(nom.lower().split()) for nom in noms if nom}
    return Structure.objects.alias(plie=Lower(Unaccent(F("nom")))).filter(plie__in=plies | {sans_accents(nom) for nom in plies})


def meme_structure(membre: Membre, structure: str) -> bool:
    """The same, or one of the two does not say."""
    sienne = membre.poste.structure if membre.poste else None
    return not structure or sienne is None or plier(sienne.nom) == plier(structure)
