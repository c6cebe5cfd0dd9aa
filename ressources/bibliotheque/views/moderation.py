"""What members ask the team to publish: one list, one button."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from centre.espaces.acces import ids, peut
from centre.espaces.enums import Niveau
from centre.publications.operations import publier

from ..models import Ressource

#: Of the waiting notices, the oldest are shown.
AU_PLUS = 50


def a_publier(membre: Any) -> Any:
    """The notices that wait for whoever animates their espace, as ``membre`` does."""
    return Ressource.objects.soumises().filter(espace__in=ids(membre, Niveau.ANIMER))


@require_safe
def liste_a_publier(request: HttpRequest) -> HttpResponse:
    """The notices to publish, oldest first; opened, each says what looks the same."""
    if not ids(request.user, Niveau.ANIMER):
        raise Http404
    attendues = a_publier(request.user).select_related("espace", "espace_fichiers", "auteur").prefetch_related("themes")
    ressources = list(attendues.order_by("cree_le", "pk")[:AU_PLUS])
    return render(request, "bibliotheque/a_publier.html", {"ressources": ressources})


@require_POST
def accepter(request: HttpRequest, slug: str) -> HttpResponse:
    """Publish what its author asked to; published meanwhile, nothing changes."""
    if not ids(request.user, Niveau.ANIMER):
        raise Http404
    ressource = Ressource.objects.visibles_pour(request.user).filter(slug=slug).first()
    if (
        ressource is None or ressource.live
    ):  # a draft changes its address when it is published: clicked twice, it is no longer there
        messages.info(request, "Ce document n’attend plus : il est publié, ou repris.")
        return redirect("ressources:a_publier")
    if not peut(request.user, Niveau.ANIMER, ressource.espace_id):
        raise Http404
    if ressource.erreurs_de_publication():
        messages.error(request, f"« {ressource} » n’a pas de titre, ou ni fichier ni lien : ouvrez-le pour le compléter.")
        return redirect("ressources:a_publier")
    publiee = publier(publication=ressource, par=request.user)
    messages.success(request, f"« {publiee} » est dans la bibliothèque : {publiee.espace.nom}.")
    return redirect("ressources:a_publier")
