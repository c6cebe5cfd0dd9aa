"""Every field of the database, classified in one place: personal, content, technical.

Keys answer for themselves: one that names a member is personal, another is technical. Every other field is written in
``donnees/classification.json``, by model; a test fails on one that is missing, or named there and gone.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models

from .enums import Classe

TABLE = Path(__file__).parent / "donnees" / "classification.json"


@cache
def table() -> dict[str, dict[str, list[str]]]:
    """Model → class → names of fields, as written."""
    lue: dict[str, dict[str, list[str]]] = json.loads(TABLE.read_text(encoding="utf-8"))
    return lue


def champs(modele: type[models.Model]) -> list[Any]:
    """The fields whose column, or table, is the model's own."""
    return [*modele._meta.local_fields, *modele._meta.local_many_to_many]


def classe(modele: type[models.Model], champ: Any) -> Classe | None:
    """The class of a field; None when nobody said."""
    if champ.is_relation:
        return Classe.PERSONNELLE if champ.related_model is get_user_model() else Classe.TECHNIQUE
    if champ.primary_key:
        return Classe.TECHNIQUE
    ecrite = table().get(modele._meta.label, {})
    return next((nom for nom in Classe if champ.name in ecrite.get(nom.value, ())), None)


def non_classes() -> list[str]:
    """« app.Model.field » of every field nobody classified."""
    tous = apps.get_models(include_auto_created=True)
    return [f"{m._meta.label}.{champ.name}" for m in tous for champ in champs(m) if classe(m, champ) is None]


def disparus() -> list[str]:
    """What the table names and the database does not have, or needs no line for."""
    absents = []
    for label, classes in table().items():
        modele = apps.get_model(label)
        connus = {champ.name for champ in champs(modele) if not (champ.is_relation or champ.primary_key)}
        absents += [f"{label}.{nom}" for noms in classes.values() for nom in noms if nom not in connus]
    return absents


def personnels() -> list[tuple[str, list[str]]]:
    """Model, in words, and its personal fields, in words: what the register shows."""
    lus = []
    for modele in apps.get_models():
        noms = [str(c.verbose_name) for c in champs(modele) if classe(modele, c) is Classe.PERSONNELLE]
        if noms:
            lus.append((str(modele._meta.verbose_name), noms))
    return sorted(lus)
