"""What the search listens to."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models.signals import post_delete, post_save

from centre.catalogue.types import type_de
from centre.registre import ecoutes, ecoutes_en_nombre, lectures
from centre.themes.models import Pluriel, Synonyme, Theme

from .operations import apres_le_vocabulaire, desindexer, indexer, indexer_tous
from .passages import indexer_les_pages


def apres_suppression(sender: type[models.Model], instance: models.Model, **kwargs: Any) -> None:
    """A deleted object leaves the index in the transaction that deletes it."""
    if type_de(instance) is not None:
        desindexer(instance)


ecoutes.ajouter("recherche", indexer)
ecoutes_en_nombre.ajouter("recherche", indexer_tous)
lectures.ajouter("recherche", indexer_les_pages)
post_delete.connect(apres_suppression, dispatch_uid="recherche.apres_suppression")
for modele in (Theme, Synonyme, Pluriel):
    for signal in (post_save, post_delete):
        signal.connect(apres_le_vocabulaire, sender=modele, dispatch_uid=f"recherche.vocabulaire.{modele.__name__}")
