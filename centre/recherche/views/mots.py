"""The team's words: what answers what, what comes first, what is left out."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from centre.catalogue.models import Entree
from centre.espaces.vues import reserve_a_l_equipe

from .. import epingles as operations
from ..forms import EpingleForm, EquivalenceForm
from ..models import Epingle, Equivalence


@reserve_a_l_equipe
@require_http_methods(["GET", "HEAD", "POST"])
def mots(request: HttpRequest) -> HttpResponse:
    """The list of equivalences; add one, take one off."""
    if request.POST.get("geste") == "retirer":
        equivalence = get_object_or_404(Equivalence, pk=_nombre(request.POST.get("equivalence", "")))
        operations.retirer_une_equivalence(equivalence=equivalence, par=request.user)
        messages.success(request, f"« {equivalence.terme} » ne mène plus à « {equivalence.equivalent} ».")
        return redirect("gestion_recherche:mots")
    form = EquivalenceForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        operations.ajouter_une_equivalence(equivalence=form.save(commit=False), par=request.user)
        messages.success(request, "La recherche connaît ces mots.")
        return redirect("gestion_recherche:mots")
    contexte = {"form": form, "equivalences": Equivalence.objects.all(), "titre": "Mots de la recherche"}
    return render(request, "recherche/mots.html", contexte, status=422 if form.errors else 200)


@reserve_a_l_equipe
@require_http_methods(["GET", "HEAD", "POST"])
def epingles(request: HttpRequest) -> HttpResponse:
    """What the team put first or left out; add one, take one off."""
    if request.POST.get("geste") == "retirer":
        epingle = get_object_or_404(Epingle, pk=_nombre(request.POST.get("epingle", "")))
        operations.desepingler(epingle=epingle, par=request.user)
        messages.success(request, "La recherche décide de nouveau seule.")
        return redirect("gestion_recherche:epingles")
    form = EpingleForm(request.POST if request.method == "POST" else None, lecteur=request.user)
    if request.method == "POST" and form.is_valid():
        faits = {cle: form.cleaned_data[cle] for cle in ("mots", "entree", "ecartee")}
        operations.epingler(**faits, par=request.user)
        messages.success(request, "C’est noté.")
        return redirect("gestion_recherche:epingles")
    lisibles = Entree.objects.visibles_pour(request.user)
    rangees = Epingle.objects.filter(entree__in=lisibles).select_related("entree__espace")
    return render(
        request,
        "recherche/epingles.html",
        {"form": form, "epingles": rangees, "titre": "Épingles"},
        status=422 if form.errors else 200,
    )


def _nombre(texte: str) -> int:
    return int(texte) if texte.isascii() and texte.isdigit() and len(texte) < 19 else 0
