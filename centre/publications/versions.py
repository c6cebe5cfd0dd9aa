"""Versions of a file: the new one takes the place, the old ones stay readable to the same people, at their own addresses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Max
from django.utils import timezone

from centre.journal.operations import consigner

from .models import Fichier


def succeder(*, ancien: Fichier, nouveau: Fichier, par: Any) -> None:
    """Make ``nouveau`` the latest version of ``ancien``, which others may have replaced meanwhile: it then follows theirs.

    Called under the lock of their publication, before the search hears of the new one.
    """
    ancien = Fichier.objects.get(pk=ancien.pk)
    lignee = ancien.lignee or ancien.pk
    Fichier.objects.filter(pk=ancien.pk).update(lignee=lignee)
    precedentes = Fichier.objects.filter(lignee=lignee)
    nouveau.lignee = lignee
    nouveau.version = (precedentes.aggregate(plus_haute=Max("version"))["plus_haute"] or 0) + 1
    precedentes.filter(remplace_le__isnull=True).update(remplace_le=timezone.now())
    nouveau.save(update_fields=["lignee", "version"])
    consigner(acteur=par, verbe="fichier.remplacer", objet=nouveau.publication, details={"fichier": str(nouveau.cle)})


def reprendre_la_precedente(lignee: Any) -> None:
    """The latest version of a line is gone: the one before takes its place again."""
    if lignee and not Fichier.objects.filter(lignee=lignee, remplace_le__isnull=True).exists():
        derniere = Fichier.objects.filter(lignee=lignee).order_by("-version").first()
        if derniere is not None:
            Fichier.objects.filter(pk=derniere.pk).update(remplace_le=None)


def derniere_version(fichier: Fichier, lecteur: Any) -> Fichier | None:
    """The version that stands today for any version of a file, when ``lecteur`` may open it."""
    if fichier.remplace_le is None:
        return fichier
    return Fichier.objects.visibles_pour(lecteur).dernieres().filter(lignee=fichier.lignee).first()


def avec_les_anciennes(fichiers: Iterable[Fichier], lecteur: Any) -> list[Fichier]:
    """The files, each with ``anciennes``: the versions before it that ``lecteur`` may open, latest first. One query, or none."""
    liste = list(fichiers)
    lignees = [fichier.lignee for fichier in liste if fichier.version > 1]
    anciennes: dict[Any, list[Fichier]] = defaultdict(list)
    if lignees:
        avant = Fichier.objects.visibles_pour(lecteur).filter(lignee__in=lignees, remplace_le__isnull=False)
        for fichier in avant.order_by("-version"):
            anciennes[fichier.lignee].append(fichier)
    for fichier in liste:
        fichier.anciennes = anciennes.get(fichier.lignee, [])  # type: ignore[attr-defined]
    return liste
