"""Writing the index: texts in the publication's own transaction, synonyms with the vocabulary, the lexicon at night."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection, models, transaction

from centre.catalogue.enums import LISIBLES
from centre.catalogue.models import Entree
from centre.catalogue.operations import propre
from centre.catalogue.types import cle_de, projections_de, type_de
from centre.registre import Projection
from centre.themes.enums import Genre
from centre.themes.models import Synonyme, Theme
from centre.themes.vocabulaire import couples_de_synonymes

from .models import Equivalence, Lexique, Reecriture, Texte
from .vecteurs import LIMITE, MOTS_PUBLICS, RECALCULER, REGLES


def texte_de(vue: Projection) -> str:
    """The text kept of a projection: without control characters, no longer than what a vector holds."""
    return propre(vue.texte[: LIMITE * 2])[:LIMITE]


def indexer(objet: models.Model) -> None:
    """Make the searched texts of ``objet`` those of its projections, as far as their rows may be read.

    Listens to ``centre.registre.annoncer`` after the catalogue, whose rows it hangs on.
    """
    indexer_tous([objet])


@transaction.atomic(savepoint=False)
def indexer_tous(objets: Sequence[models.Model]) -> None:
    """``indexer`` for many objects: a few queries per type."""
    par_type: dict[ContentType, dict[int, models.Model]] = {}
    for objet in objets:
        if type_de(objet) is not None:
            par_type.setdefault(cle_de(objet)["content_type"], {})[objet.pk] = objet
    for type_, du_type in par_type.items():
        _indexer_du_type(type_, du_type)
    if themes := [objet for objet in objets if isinstance(objet, Theme)]:
        recalculer(Entree.objects.filter(themes__in=themes).values_list("pk", flat=True).distinct())


def _indexer_du_type(type_: ContentType, objets: dict[int, models.Model]) -> None:
    """Write the texts of objects (by pk) of one type, drop those that may no longer be read."""
    textes = {(pk, vue.profondeur): texte_de(vue) for pk, objet in objets.items() for vue in projections_de(objet)}
    entrees = list(Entree.objects.filter(content_type=type_, object_id__in=objets))
    cles = {e.pk: (e.object_id, e.profondeur) for e in entrees}
    lues = [Texte(entree=e, texte=textes[cles[e.pk]]) for e in entrees if e.lisible and cles[e.pk] in textes]
    Texte.objects.bulk_create(lues, update_conflicts=True, unique_fields=["entree"], update_fields=["texte"], batch_size=500)
    if muettes := {e.pk for e in entrees} - {t.pk for t in lues}:
        Texte.objects.filter(pk__in=muettes).delete()
    recalculer(t.pk for t in lues)


def recalculer(entrees: Iterable[int]) -> None:
    """Compute again the vectors of these entries (pks)."""
    if pks := list(entrees):
        with connection.cursor() as curseur:
            curseur.execute(RECALCULER, [pks])


def desindexer(objet: models.Model) -> None:
    """Drop the texts of an object that is being deleted."""
    Texte.objects.filter(entree__in=Entree.objects.de_l_objet(objet)).delete()


def purger() -> int:
    """Drop the texts of rows that may no longer be read; returns how many there were (0 unless a row was written by hand)."""
    return Texte.objects.exclude(entree__etat__in=LISIBLES).delete()[0]


@transaction.atomic
def charger_synonymes() -> int:
    """Write the rules again from the vocabulary; returns how many there are. The same twice is once."""
    Reecriture.objects.all().delete()
    couples = list(_couples())
    with connection.cursor() as curseur:
        curseur.execute(REGLES, [[c[i] for c in couples] for i in range(3)])
    return Reecriture.objects.count()


def _couples() -> Iterator[tuple[str, str, bool]]:
    """(term, equivalent, told to the reader): the vocabulary's pairs, ours, and the plural of each sigle (« les EPCIs »)."""
    sigles = set(Synonyme.objects.filter(genre=Genre.SIGLE).values_list("texte", flat=True))
    pluriels = {f"{sigle}s": sigle for sigle in sigles}
    for terme, equivalent in couples_de_synonymes():
        dit = not _pluriel_de(terme, equivalent)
        yield terme, equivalent, dit
        if terme in sigles:
            yield f"{terme}s", equivalent, dit
    for equivalence in Equivalence.objects.all():
        for couple in equivalence.couples:
            yield *couple, True
    for pluriel, sigle in pluriels.items():
        yield pluriel, sigle, False
        yield sigle, pluriel, False


def _pluriel_de(terme: str, equivalent: str) -> bool:
    """Whether the two are one word in the singular and the plural: worth finding, not worth telling."""
    court, long = sorted((terme.casefold(), equivalent.casefold()), key=len)
    return long.startswith(court[:-1]) and len(long) - len(court) <= 2 and long[-1] in "sx"


@transaction.atomic
def actualiser_lexique() -> int:
    """Read again the words of what is *Ouvert à tous*; returns how many there are."""
    Lexique.objects.all().delete()
    with connection.cursor() as curseur:
        curseur.execute(MOTS_PUBLICS)
    return Lexique.objects.count()


def installer_les_equivalences() -> None:
    """What the Centre's vocabulary has carried since 2004; those changed or added by hand are kept."""
    with (Path(__file__).parent / "donnees" / "equivalences.csv").open(encoding="utf-8", newline="") as fichier:
        Equivalence.objects.bulk_create([Equivalence(**ligne) for ligne in csv.DictReader(fichier)], ignore_conflicts=True)
    charger_synonymes()


def apres_le_vocabulaire(**kwargs: Any) -> None:
    """Once per transaction that wrote the vocabulary, after its commit, write the rules again."""
    if not any(charger_synonymes in rappel for rappel in connection.run_on_commit):
        transaction.on_commit(charger_synonymes, robust=True)
