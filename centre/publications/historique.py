"""Old versions of a publication: who, when, and what changed between two of them."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.html import escape, strip_tags
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Revision

from .models import Publication
from .texte_riche import en_texte


@dataclass(frozen=True)
class Difference:
    """One field that changed: its label, and the words removed and added, as safe HTML."""

    champ: str
    html: SafeString


def versions(publication: Publication) -> models.QuerySet[Revision]:
    """The versions kept, latest first."""
    return publication.revisions.select_related("user").order_by("-created_at", "-pk")


def comparer(avant: Publication, apres: Publication) -> list[Difference]:
    """The fields that differ between two versions of a publication, word by word."""
    differences = []
    for champ in _champs(apres):
        a, b = _valeur(avant, champ), _valeur(apres, champ)
        if a != b:
            differences.append(Difference(str(champ.verbose_name).capitalize(), _mots(a, b)))
    return differences


def _champs(publication: Publication) -> list[Any]:
    communs = {champ.name for champ in Publication._meta.get_fields()} - {"titre", "themes", "territoires"}
    communs |= set(publication.CHAMPS_VIVANTS)  # no version tells them, and a form's own object may lack them
    tous = [*publication._meta.fields, *publication._meta.many_to_many]
    return [champ for champ in tous if champ.name not in communs and champ.name not in ("id", "latest_revision")]


def _valeur(publication: Publication, champ: Any) -> str:
    valeur = getattr(publication, champ.name)
    if isinstance(champ, models.ManyToManyField):
        return ", ".join(sorted(str(objet) for objet in valeur.all()))
    if isinstance(valeur, list):
        return ", ".join(str(v) for v in valeur)
    texte = "" if valeur is None else str(valeur)
    return en_texte(texte) if texte.lstrip().startswith("<") else strip_tags(texte) if "<" in texte else texte


def _mots(avant: str, apres: str) -> SafeString:
    a, b = avant.split(" "), apres.split(" ")
    morceaux: list[str] = []
    for geste, i1, i2, j1, j2 in difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if geste == "equal":
            morceaux.append(escape(" ".join(a[i1:i2])))
            continue
        if i1 < i2:
            morceaux.append(f"<del>{escape(' '.join(a[i1:i2]))}</del>")
        if j1 < j2:
            morceaux.append(f"<ins>{escape(' '.join(b[j1:j2]))}</ins>")
    return mark_safe(" ".join(morceaux))  # noqa: S308  every piece is escaped above
