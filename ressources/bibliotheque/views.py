"""The library: list, notice, deposit."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_safe

from centre.espaces.acces import ids
from centre.espaces.enums import Niveau
from centre.publications.acces import peut_modifier
from centre.publications.models import Fichier
from centre.publications.versions import avec_les_anciennes
from centre.publications.views.lecture import contexte_de_lecture, publique

from .depot import SaisieDeRessource
from .forms import FiltresForm
from .models import Ressource

PAR_PAGE = 20


def peut_deposer(membre: Any) -> bool:
    """True for who contributes somewhere."""
    return bool(ids(membre, Niveau.CONTRIBUER))


@publique
@require_safe
def liste(request: HttpRequest) -> HttpResponse:
    """Notices the reader may see, latest first."""
    filtres = FiltresForm(request.GET)
    filtres.is_valid()
    choix = filtres.cleaned_data
    ressources = Ressource.objects.visibles_pour(request.user).courants().pour_la_liste()
    for mot in choix.get("q", "").replace("\x00", " ").split():
        ressources = ressources.filter(
            Q(titre__unaccent__icontains=mot) | Q(resume__unaccent__icontains=mot) | Q(auteurs__unaccent__icontains=mot)
        )
    for champ in ("type", "annee"):
        if choix.get(champ):
            ressources = ressources.filter(**{champ: choix[champ]})
    pour_l_equipe = getattr(request.user, "est_de_l_equipe", False)
    if pour_l_equipe and choix.get("voir"):
        ressources = ressources.recents(request.user) if choix["voir"] == "recents" else ressources.muets()
    feuille = Paginator(ressources, PAR_PAGE).get_page(request.GET.get("page"))
    contexte = {
        "page": feuille,
        "filtres": filtres,
        "filtre": any(choix.get(c) for c in ("q", "type", "annee", *(["voir"] if pour_l_equipe else []))),
        "pour_l_equipe": pour_l_equipe,
        "peut_deposer": peut_deposer(request.user),
    }
    return render(request, "bibliotheque/liste.html", contexte)


@publique
@require_safe
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One notice; its files, for whoever may open them; else that they exist, and for whom."""
    return page(request, slug)


def page(request: HttpRequest, slug: str, **plus: Any) -> HttpResponse:
    """The reading page, with what else a view has to say on it."""
    ressource = get_object_or_404(Ressource.objects.visibles_pour(request.user).pour_la_liste(), slug=slug)
    derniers = Fichier.objects.visibles_pour(request.user).sur(ressource).dernieres().pour_la_liste()
    fichiers = avec_les_anciennes(derniers, request.user)
    contexte = {"ressource": ressource} | contexte_de_lecture(request, ressource) | {"fichiers": fichiers}
    contexte["reserves"] = 0 if fichiers else ressource.fichiers.dernieres().count()
    return render(request, "bibliotheque/detail.html", contexte | plus)


@require_http_methods(["GET", "HEAD", "POST"])
def deposer(request: HttpRequest) -> HttpResponse:
    """A new document."""
    if not peut_deposer(request.user):
        raise Http404
    return SaisieDeRessource(request, None).repondre()


@require_http_methods(["GET", "HEAD", "POST"])
def modifier(request: HttpRequest, slug: str) -> HttpResponse:
    """Change a notice and its files."""
    ressource = get_object_or_404(
        Ressource.objects.visibles_pour(request.user).select_related("latest_revision", "espace"), slug=slug
    )
    if not peut_modifier(ressource, request.user):
        raise Http404
    return SaisieDeRessource(request, ressource).repondre()
