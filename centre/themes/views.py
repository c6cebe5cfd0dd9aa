"""The vocabulary, and the page of each theme."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from centre.registre import publications_liees

from .enums import Genre
from .models import Theme


@login_not_required
@require_safe
def liste(request: HttpRequest) -> HttpResponse:
    """Themes by family, narrowed by ``?q=`` to those named or also called so."""
    q = request.GET.get("q", "").replace("\x00", "").strip()[:200]
    return render(request, "themes/liste.html", {"q": q, "themes": Theme.objects.cherchant(q).ranges()})


@login_not_required
@require_safe
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One theme: its words, what is broader, more precise or near, what was published about it. An old address leads to it."""
    theme = get_object_or_404(Theme.objects.nomme(slug).select_related("famille", "plus_large"))
    if theme.slug != slug:
        return redirect(theme, permanent=True)
    mots = list(theme.synonymes.all())
    liees = [entree for lire in publications_liees.values() for entree in lire(request.user, theme=theme)]
    contexte = {
        "theme": theme,
        "sigles": [mot for mot in mots if mot.genre == Genre.SIGLE],
        "synonymes": [mot for mot in mots if mot.genre == Genre.SYNONYME],
        "plus_precis": theme.plus_precis.ranges(),
        "voisins": theme.voisins.ranges(),
        "proches": Theme.objects.filter(famille=theme.famille).exclude(pk=theme.pk).ranges(),
        "entrees": [entree for entree in liees if entree.type != "membre"],
        "personnes": [entree for entree in liees if entree.type == "membre"],
    }
    return render(request, "themes/detail.html", contexte)
