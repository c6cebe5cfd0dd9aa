"""Is it in the library already? The same file, the same address, nearly the same title; only ever among what one may read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.search import TrigramSimilarity

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
