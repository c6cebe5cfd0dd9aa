"""Writing records: each follows its object inside the object's own transaction."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import models, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from centre.catalogue.enums import LISIBLES
from centre.catalogue.models import Entree
from centre.catalogue.types import cle_de, type_de
from centre.espaces.acces import Audience, ids
from centre.registre import moissons
from centre.themes.models import Theme

from .models import Enregistrement


@transaction.atomic(savepoint=False)
def suivre(objet: models.Model) -> None:
    """Tell the record of ``objet`` what everybody may read of it now; of a thème, whose name may change, those filed under it.

    Listens to ``centre.registre.annoncer`` after the catalogue. What was never public gets no record; what no longer is keeps one,
    without a word of what it was.
    """
    if isinstance(objet, Theme):
        for range_ in Enregistrement.objects.filter(themes=objet, efface=False).prefetch_related("objet"):
            if range_.objet is not None:
                suivre(range_.objet)
        return
    genre = type_de(objet)
    if genre is None or genre.nom not in moissons:
        return
    ligne = Enregistrement.objects.de_l_objet(objet).select_for_update().first()
    ouvertes = Entree.objects.de_l_objet(objet).filter(etat__in=LISIBLES, espace_id__in=ids(Audience()))
    entree = ouvertes.order_by("rang").first()
    maintenant = timezone.now().replace(microsecond=0)
    if entree is None:
        _effacer(ligne, maintenant)
        return
    quand = max(maintenant, entree.date.replace(microsecond=0)) if entree.date else maintenant
    _ecrire(objet, ligne, _fiche(entree, moissons[genre.nom](objet)), list(entree.themes.all()), quand)


def _ecrire(
    objet: models.Model, ligne: Enregistrement | None, fiche: dict[str, Any], themes: list[Any], quand: dt.datetime
) -> None:
    if ligne is None:
        ligne, _ = Enregistrement.objects.get_or_create(**cle_de(objet), defaults={"horodatage": quand, "fiche": fiche})
    dits = {theme.pk for theme in ligne.themes.all()}
    if (ligne.fiche, ligne.efface, dits) == (fiche, False, {theme.pk for theme in themes}):
        return
    ligne.themes.set(themes)
    ligne.fiche, ligne.efface, ligne.horodatage = fiche, False, quand
    ligne.save(update_fields=["fiche", "efface", "horodatage"])


def _fiche(entree: Entree, propres: dict[str, list[str]]) -> dict[str, list[str]]:
    """Dublin Core, element by element: what the catalogue knows of any object, then what its type adds. ``identifier``: a path."""
    commun = {
        "title": [entree.titre],
        "subject": sorted(theme.nom for theme in entree.themes.all()),
        "description": [entree.resume],
        "identifier": [entree.adresse],
        "coverage": sorted(territoire.nom for territoire in entree.territoires.all()),
    }
    return {nom: valeurs for nom, valeurs in (commun | propres).items() if any(valeurs)}


@transaction.atomic
def rattraper() -> None:
    """Follow what was public before anything was harvested; the same twice is once."""
    ouvertes = Entree.objects.filter(type__in=list(moissons), etat__in=LISIBLES, espace_id__in=ids(Audience()))
    suivie = Enregistrement.objects.filter(content_type_id=OuterRef("content_type_id"), object_id=OuterRef("object_id"))
    for entree in ouvertes.filter(~Exists(suivie)).prefetch_related("objet").order_by("pk"):
        if entree.objet is not None:
            suivre(entree.objet)


@transaction.atomic
def oublier(objet: models.Model) -> None:
    """The object is being deleted: its record says so."""
    _effacer(Enregistrement.objects.de_l_objet(objet).select_for_update().first(), timezone.now().replace(microsecond=0))


def _effacer(ligne: Enregistrement | None, maintenant: dt.datetime) -> None:
    """A record nobody could have read yet disappears; another stays, empty."""
    if ligne is None or ligne.efface:
        return
    if ligne.horodatage > maintenant:
        ligne.delete()
        return
    ligne.fiche, ligne.efface, ligne.horodatage = {}, True, maintenant
    ligne.save(update_fields=["fiche", "efface", "horodatage"])
