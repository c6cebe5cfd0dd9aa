"""Folders of a groupe: made, filled from what was published, ordered."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from centre.catalogue.models import Entree, Reference

from .. import operations
from ..forms import ClasseurForm
from ..models import Classeur, Groupe
from .adhesions import _pk
from .pages import trouver_anime

PROPOSES = 20
#: What a folder may hold: what is read or attended, not the places and people everything is filed under.
RANGES = ("territoire", "theme", "membre", "groupe")


@require_http_methods(["GET", "HEAD", "POST"])
def nouveau(request: HttpRequest, slug: str) -> HttpResponse:
    """Name a folder."""
    groupe = trouver_anime(request, slug)
    form = ClasseurForm(request.POST or None, groupe=groupe)
    if request.method == "POST" and form.is_valid():
        classeur = operations.creer_classeur(groupe=groupe, nom=form.cleaned_data["nom"], par=request.user)
        return redirect("groupes:classeur", slug=slug, pk=classeur.pk)
    return render(request, "groupes/classeur.html", {"groupe": groupe, "form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def classeur(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Rename, reorder, fill (``?q=`` finds what was published), empty, remove."""
    groupe = trouver_anime(request, slug)
    objet = get_object_or_404(Classeur.objects.select_related("groupe__espace"), pk=pk, groupe=groupe)
    form = ClasseurForm(request.POST if _tient(request) else None, groupe=groupe, classeur=objet)
    if request.method == "POST" and (reponse := _agir(request, groupe, objet, form)):
        return reponse
    q = request.GET.get("q", "").replace("\x00", "").strip()[:200]
    documents = list(Reference.objects.visibles_pour(request.user).sur(objet))
    contexte = {"groupe": groupe, "classeur": objet, "form": form, "q": q, "documents": documents}
    contexte["proposes"] = _proposes(request, q, {d.entree_id for d in documents})
    return render(request, "groupes/classeur.html", contexte, status=422 if form.errors else 200)


def _tient(request: HttpRequest) -> bool:
    return request.method == "POST" and request.POST.get("geste") == "tenir"


def _proposes(request: HttpRequest, q: str, deja: set[int]) -> list[Entree]:
    """What this reader may put in: their words in the title, the latest first."""
    if not q:
        return []
    entrees = Entree.objects.publies().exclude(type__in=RANGES).exclude(pk__in=deja)
    for mot in q.split():
        entrees = entrees.filter(titre__unaccent__icontains=mot)
    return list(entrees.au_plus_profond(request.user).recentes()[:PROPOSES])


def _agir(request: HttpRequest, groupe: Groupe, objet: Classeur, form: ClasseurForm) -> HttpResponse | None:
    """What to answer; None when the form was refused."""
    geste, par = request.POST.get("geste", ""), request.user
    if geste == "tenir":
        if not form.is_valid():
            return None
        operations.tenir_classeur(classeur=objet, par=par, **form.cleaned_data)
        messages.success(request, "Le classeur est à jour.")
    elif geste == "ajouter":
        lisibles: Any = Entree.objects.publies().visibles_pour(par).exclude(type__in=RANGES)
        entree = get_object_or_404(lisibles, pk=_pk(request, "entree"))
        operations.ajouter_au_classeur(classeur=objet, entree=entree, par=par)
        messages.success(request, f"« {entree.titre} » est dans le classeur.")
    elif geste == "retirer":
        operations.retirer_du_classeur(classeur=objet, reference=_pk(request, "reference"), par=par)
        messages.success(request, "C’est retiré du classeur.")
    elif geste == "supprimer":
        operations.supprimer_classeur(classeur=objet, par=par)
        messages.success(request, "Le classeur est supprimé ; ses documents restent où ils sont.")
        return redirect(groupe)
    else:
        raise Http404
    return redirect("groupes:classeur", slug=groupe.espace.slug, pk=objet.pk)
