"""Is it in the library already? The same file, the same address, nearly the same title; only ever among what one may read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.search import TrigramSimilarity
from django.db import connection

from centre.publications.models import Fichier

from .models import Ressource

#: Titles as near as this look like one, and how many are told.
PROCHE, AU_PLUS = 0.6, 5


@dataclass(frozen=True)
class Doublon:
    """A notice that may be the same, and why."""

    ressource: Ressource
    raison: str


def doublons(ressource: Ressource, lecteur: Any) -> list[Doublon]:
    """What looks like ``ressource`` among the notices and files ``lecteur`` may open. What they may not is not even counted.

    The notice it says it replaces is not one of them.
    """
    ailleurs = Ressource.objects.visibles_pour(lecteur).filter(retire_le__isnull=True).exclude(pk=ressource.pk)
    lisibles = ailleurs.exclude(pk__in=ressource.remplacees().values("pk"))
    type_ = ContentType.objects.get_for_model(Ressource)
    empreintes = list(ressource.fichiers.values_list("empreinte", flat=True))
    pareils = Fichier.objects.visibles_pour(lecteur).filter(content_type=type_, empreinte__in=empreintes)
    trouves = {r.pk: Doublon(r, "le même fichier") for r in lisibles.filter(pk__in=pareils.values("object_id"))[:AU_PLUS]}
    if ressource.lien:
        for autre in lisibles.filter(lien=ressource.lien)[:AU_PLUS]:
            trouves.setdefault(autre.pk, Doublon(autre, "la même adresse"))
    if len(ressource.titre) > 3:
        proches = lisibles.annotate(proche=TrigramSimilarity("titre", ressource.titre)).filter(proche__gt=PROCHE)
        for autre in proches.order_by("-proche", "pk")[:AU_PLUS]:
            trouves.setdefault(autre.pk, Doublon(autre, "un titre très proche"))
    return list(trouves.values())[:AU_PLUS]


@dataclass(frozen=True)
class Arrivant:
    """What is known of a document before it is deposited."""

    titre: str
    lien: str = ""
    empreinte: str = ""
    annee: int | None = None


@dataclass(frozen=True)
class Connues:
    """Of many documents to come, by their number: those surely there already, those whose title is very near one of today."""

    memes: dict[int, Doublon]
    proches: dict[int, Ressource]


def connues(arrivants: Mapping[int, Arrivant], lecteur: Any) -> Connues:
    """``doublons`` for many documents at once, in five queries. Two documents of two known years are never near."""
    lisibles = Ressource.objects.visibles_pour(lecteur).filter(retire_le__isnull=True)
    type_ = ContentType.objects.get_for_model(Ressource)
    empreintes = {a.empreinte for a in arrivants.values()} - {""}
    fichiers = Fichier.objects.visibles_pour(lecteur).filter(content_type=type_, empreinte__in=empreintes)
    porteuses = dict(fichiers.order_by("-depose_le").values_list("empreinte", "object_id"))
    par_lien = {r.lien: r for r in lisibles.filter(lien__in={a.lien for a in arrivants.values()} - {""}).order_by("-pk")}
    par_cle = lisibles.in_bulk(set(porteuses.values()))
    memes, restent = {}, {}
    for numero, arrivant in arrivants.items():
        if notice := par_cle.get(porteuses.get(arrivant.empreinte, 0)):
            memes[numero] = Doublon(notice, "avec le même fichier")
        elif notice := par_lien.get(arrivant.lien):
            memes[numero] = Doublon(notice, "à la même adresse")
        elif len(arrivant.titre) > 3:
            restent[numero] = arrivant
    return Connues(memes, _proches(restent, lisibles))


def _proches(arrivants: Mapping[int, Arrivant], lisibles: Any) -> dict[int, Ressource]:
    """The notice whose title is nearest each of these, among the near ones. The index of titles answers."""
    dedans, parametres = lisibles.order_by().values("pk").query.sql_with_params()
    table = Ressource._meta.db_table
    requete = (
        f"SELECT DISTINCT ON (v.n) v.n, r.id FROM unnest(%s::int[], %s::text[], %s::int[]) AS v(n, titre, annee) "  # noqa: S608
        f"JOIN {table} r ON r.titre %% v.titre AND similarity(r.titre, v.titre) > %s "
        "AND (r.annee IS NULL OR v.annee IS NULL OR r.annee = v.annee) "
        f"WHERE r.id IN ({dedans}) ORDER BY v.n, similarity(r.titre, v.titre) DESC, r.id"
    )
    valeurs: list[list[Any]] = [list(arrivants), [a.titre for a in arrivants.values()], [a.annee for a in arrivants.values()]]
    with connection.cursor() as curseur:
        curseur.execute(requete, [*valeurs, PROCHE, *parametres])
        trouves = dict(curseur.fetchall())
    par_cle = Ressource.objects.in_bulk(set(trouves.values()))
    return {numero: par_cle[cle] for numero, cle in trouves.items() if cle in par_cle}
