"""« ?depuis=<entrée> »: writing one thing from another, without one feature knowing the other (DESIGN §1)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db import models
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
