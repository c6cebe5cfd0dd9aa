"""Which registered type an object belongs to, and what it shows of itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models

from centre.registre import Projection, TypeCatalogue, catalogue


def type_de(objet: models.Model) -> TypeCatalogue | None:
    """The registered type of ``objet``, its own model first, then a parent's; None when the catalogue does not keep it."""
    for modele in type(objet).__mro__:
        for genre in catalogue.values():
            if genre.modele is modele:
                return genre
    return None


def cle_de(objet: models.Model) -> dict[str, Any]:
    """How the rows of ``objet`` name it. A child of a registered model goes by its parent's name: their pk is the same."""
    genre = type_de(objet)
    return {"content_type": ContentType.objects.get_for_model(genre.modele if genre else objet), "object_id": objet.pk}


def projections_de(objet: models.Model) -> list[Projection]:
    """What ``objet`` shows of itself; nothing for a type the catalogue does not keep."""
    genre = type_de(objet)
    return genre.projeter(objet) if genre else []


def objets_du_type(genre: TypeCatalogue) -> Iterable[Any]:
    """Every object of a registered type."""
    return genre.tous() if genre.tous else genre.modele._default_manager.all()
