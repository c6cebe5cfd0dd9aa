"""The team keeps structures in order: those that are one are merged, after a page that says what it does."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from centre.espaces.vues import reserve_a_l_equipe

from ..forms.structures import FusionForm
from ..models import Structure
from ..operations.structures import fusionner_structures

PAR_PAGE = 50


@reserve_a_l_equipe
@require_safe
def liste(request: HttpRequest) -> HttpResponse:
    """Every structure with how many people it employs, and the pairs whose names look alike."""
    q = request.GET.get("q", "").replace("\x00", "").strip()[:200]
    lues = Structure.objects.avec_effectif().order_by("nom", "pk")
    for mot in q.split():
        lues = lues.filter(nom__unaccent__icontains=mot)
    page = Paginator(lues, PAR_PAGE).get_page(request.GET.get("page"))
    contexte = {"page": page, "q": q, "doublons": [] if q else Structure.objects.doublons_probables(), "titre": "Structures"}
    return render(request, "membres/structures_gestion.html", contexte)


@reserve_a_l_equipe
@require_http_methods(["GET", "HEAD", "POST"])
def fusion(request: HttpRequest, slug: str) -> HttpResponse:
    """First which one is kept, then what will change, then « oui »: nothing moves before."""
    absorbee = get_object_or_404(Structure.objects.avec_effectif(), slug=slug)
    donnees = request.POST if request.method == "POST" else request.GET if "vers" in request.GET else None
    form = FusionForm(donnees, absorbee=absorbee)
    valide = form.is_valid()
    if request.method == "POST" and valide:
        if form.cleaned_data["oui"]:
            gardee = fusionner_structures(gardee=form.cleaned_data["vers"], absorbee=absorbee, par=request.user)
            messages.success(request, f"« {absorbee.nom} » est réunie à « {gardee.nom} » ; son ancienne adresse y mène.")
            return redirect("gestion_structures")
        form.add_error("oui", "Cochez cette case pour réunir les deux structures.")
    contexte = {"absorbee": absorbee, "form": form, "titre": absorbee.nom}
    if valide:
        contexte["gardee"] = Structure.objects.avec_effectif().get(pk=form.cleaned_data["vers"].pk)
    return render(request, "membres/fusion_de_structures.html", contexte, status=422 if form.errors else 200)
