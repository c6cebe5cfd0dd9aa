"""« ?depuis=<entrée> »: writing one thing from another, without one feature knowing the other (DESIGN §1)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.db import models
from django.db.models import Count, prefetch_related_objects
from django.http import Http404, HttpRequest
from django.utils.html import linebreaks

from centre.espaces.acces import Lecteur
from centre.publications.matiere import Matiere

from .enums import Role
from .models import Entree, Reference
from .operations import referer

PARAMETRE = "depuis"


def depuis(request: HttpRequest) -> Matiere | None:
    """The substance of the entry named by ``?depuis=`` (or the form's hidden field); None when none is named.

    Raises Http404, the same whether the entry does not exist or is not for this reader.
    """
    demande = request.POST.get(PARAMETRE) or request.GET.get(PARAMETRE)
    if not demande:
        return None
    if not (demande.isascii() and demande.isdecimal() and len(demande) < 18):
        raise Http404
    entree = Entree.objects.publies().visibles_pour(request.user).select_related("espace").filter(pk=int(demande)).first()
    if entree is None:
        raise Http404
    return matiere_de(entree)


def matiere_de(entree: Entree) -> Matiere:
    """What an entry offers: the object's own ``matiere()`` when the row is its only depth, else no more than the row itself."""
    objet: Any = entree.objet
    seule = (
        not Entree.objects.filter(content_type=entree.content_type_id, object_id=entree.object_id).exclude(pk=entree.pk).exists()
    )
    if seule and hasattr(objet, "matiere"):
        return replace(objet.matiere(), entree=entree)
    return Matiere(
        titre=entree.titre,
        html=linebreaks(entree.resume, autoescape=True),
        themes=tuple(entree.themes.all()),
        territoires=tuple(entree.territoires.all()),
        entree=entree,
    )


def substances(entrees: Iterable[Entree]) -> dict[int, str]:
    """The ``html`` of ``matiere_de`` for many entries, by their pk: a query or two for each type, whatever their number.

    A type offers it alone as ``substance()``, and names in ``SUBSTANCE_AVEC`` what that reads besides its row.
    """
    rangs = list(entrees)
    lignes = Entree.objects.filter(object_id__in={e.object_id for e in rangs}).order_by()
    compte = lignes.values_list("content_type_id", "object_id").annotate(n=Count("pk")).filter(n__gt=1)
    plusieurs = {(type_, pk) for type_, pk, _ in compte}
    seules = [e for e in rangs if (e.content_type_id, e.object_id) not in plusieurs]
    prefetch_related_objects(seules, "objet")
    objets: dict[int, Any] = {e.pk: e.objet for e in seules if hasattr(e.objet, "substance")}
    avec: dict[tuple[str, ...], list[Any]] = {}
    for objet in objets.values():
        avec.setdefault(getattr(objet, "SUBSTANCE_AVEC", ()), []).append(objet)
    for noms, lus in avec.items():
        prefetch_related_objects(lus, *noms)
    return {e.pk: objets[e.pk].substance() if e.pk in objets else linebreaks(e.resume, autoescape=True) for e in rangs}


def depuis_si_lisible(request: HttpRequest) -> Matiere | None:
    """``depuis`` for a form: what cannot be read gives the empty form, as an unknown number does."""
    try:
        return depuis(request)
    except Http404:
        return None


def numero(objet: models.Model, lecteur: Lecteur) -> int | None:
    """The entry of ``objet`` to start another text from: the deepest that ``lecteur`` reads, None when there is none."""
    return Entree.objects.de_l_objet(objet).au_plus_profond(lecteur).values_list("pk", flat=True).first()


def garder_l_origine(*, porteur: models.Model, matiere: Matiere | None) -> Reference | None:
    """Keep, on what was just written, where it came from; nothing when it came from nowhere."""
    if matiere is None or matiere.entree is None:
        return None
    return referer(porteur=porteur, entree=matiere.entree, role=Role.ORIGINE)


def origine(objet: models.Model, lecteur: Lecteur) -> Reference | None:
    """Where ``objet`` came from, as far as ``lecteur`` may know."""
    return Reference.objects.sur(objet).du_role(Role.ORIGINE).visibles_pour(lecteur).first()
