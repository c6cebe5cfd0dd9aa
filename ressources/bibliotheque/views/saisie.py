"""Depositing a document, changing its notice, giving it another address."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from centre.espaces.acces import peut
from centre.espaces.enums import Niveau
from centre.publications.acces import peut_modifier
from centre.publications.views.lecture import trouver

from .. import operations
from ..forms import AdresseForm
from ..models import Ressource
from .depot import SaisieDeDepot
from .pages import peut_deposer


@require_http_methods(["GET", "HEAD", "POST"])
def deposer(request: HttpRequest) -> HttpResponse:
    """A new document."""
    if not peut_deposer(request.user):
        raise Http404
    return SaisieDeDepot(request, None).repondre()


@require_http_methods(["GET", "HEAD", "POST"])
def modifier(request: HttpRequest, slug: str) -> HttpResponse:
    """Change a notice and its files."""
    ressource = get_object_or_404(
        Ressource.objects.visibles_pour(request.user).select_related("latest_revision", "espace"), slug=slug
    )
    if not peut_modifier(ressource, request.user):
        raise Http404
    return SaisieDeDepot(request, ressource).repondre()


@require_http_methods(["GET", "HEAD", "POST"])
def adresse(request: HttpRequest, slug: str) -> HttpResponse:
    """Another word in the address of a notice, for who animates its espace; the old one goes on leading there."""
    ressource = trouver(Ressource, request, slug)
    if not peut(request.user, Niveau.ANIMER, ressource.espace_id) or ressource.date_publication is None:
        raise Http404
    form = AdresseForm(request.POST if request.method == "POST" else None, initial={"slug": ressource.slug})
    if form.is_bound and form.is_valid():
        try:
            ressource = operations.changer_d_adresse(ressource=ressource, par=request.user, **form.cleaned_data)
        except ValidationError as refus:
            form.add_error("slug", refus.message_dict["slug"])
        else:
            messages.success(request, "L’adresse est changée ; l’ancienne y mène pour toujours.")
            return redirect(ressource)
    contexte = {"ressource": ressource, "form": form}
    return render(request, "bibliotheque/adresse.html", contexte, status=422 if form.errors else 200)
