"""Structures that are one: merged, nothing lost."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from centre.journal.operations import consigner

from ..models import AncienneStructure, Membre, Structure
from .annuaire import faire_connaitre


@transaction.atomic
def fusionner_structures(*, gardee: Structure, absorbee: Structure, par: Any) -> Structure:
    """Give ``gardee`` everything that names ``absorbee``, whose address leads there from now on.

    Asked twice, or by two people at once, it is done once. Raises ValueError for a structure with itself, Structure.DoesNotExist
    when the kept one is gone.
    """
    if gardee.pk == absorbee.pk:
        raise ValueError("une structure ne se fusionne pas avec elle-même")
    lignes = Structure.objects.select_for_update().filter(pk__in=[gardee.pk, absorbee.pk]).order_by("pk").in_bulk()
    if gardee.pk not in lignes:
        raise Structure.DoesNotExist
    gardee = lignes[gardee.pk]
    if absorbee.pk not in lignes:
        return gardee
    absorbee = lignes[absorbee.pk]
    membres = list(Membre.objects.filter(postes__structure=absorbee, postes__jusqu_a__isnull=True))
    deplaces = _faire_suivre(gardee, absorbee)
    if absorbee.site and not gardee.site:
        gardee.site = absorbee.site
        gardee.save(update_fields=["site"])
    AncienneStructure.objects.create(slug=absorbee.slug, nom=absorbee.nom, structure=gardee)
    consigner(
        acteur=par, verbe="structure.fusionner", objet=gardee, details={"absorbee": absorbee.pk, "slug": absorbee.slug} | deplaces
    )
    absorbee.delete()
    for membre in membres:
        faire_connaitre(membre)
    return gardee


def _faire_suivre(gardee: Structure, absorbee: Structure) -> dict[str, int]:
    """Every key to a structure, of whatever model: how many rows moved, by model."""
    deplaces = {}
    for lien in Structure._meta.related_objects:
        lignes = lien.related_model._base_manager.filter(**{lien.field.name: absorbee})
        deplaces[lien.related_model._meta.label] = lignes.update(**{lien.field.name: gardee})
    return {modele: nombre for modele, nombre in deplaces.items() if nombre}
