"""What an author does with a whole publication: move it, take it back, have it read."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from centre.liens.models import LienSigne
from centre.liens.operations import revoquer

from .. import operations
from ..acces import peut_modifier, peut_retirer
from ..forms import LecteursForm, RelectureForm
from ..models import Publication
from ..relecture import demander
from .lecture import adresses, trouver


def _exiger(condition: bool) -> None:
    if not condition:
        raise Http404


@require_http_methods(["GET", "HEAD", "POST"])
def lecteurs(request: HttpRequest, modele: type[Publication], slug: str) -> HttpResponse:
    """Change who reads, at once."""
    publication = trouver(modele, request, slug)
    _exiger(peut_modifier(publication, request.user))
    form = LecteursForm(request.POST or None, membre=request.user, actuel=publication.espace_id)
    if request.method == "POST" and form.is_valid():
        try:
            publication = operations.deplacer(publication=publication, espace=form.cleaned_data["espace"], par=request.user)
        except ValidationError as refus:
            form.add_error("espace", refus.messages)
        else:
            suites = publication.suites_du_demenagement()
            messages.success(request, f"Lisible désormais par : {publication.espace.nom}. {suites}".strip())
            return redirect(publication)
    contexte = {"publication": publication, "form": form, "adresses": adresses(publication)}
    return render(request, "publications/lecteurs.html", contexte, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def retirer(request: HttpRequest, modele: type[Publication], slug: str) -> HttpResponse:
    """Take back, after a page that says what it does; ``retablir`` undoes it."""
    publication = trouver(modele, request, slug)
    _exiger(peut_retirer(publication, request.user))
    if request.method == "POST":
        operations.retirer(publication=publication, par=request.user)
        messages.success(request, "C’est retiré : plus personne d’autre que vous et l’équipe ne le voit.")
        return redirect(publication)
    contexte = {"publication": publication, "adresses": adresses(publication), "avant": publication.avant_de_retirer()}
    return render(request, "publications/retirer.html", contexte)


@require_POST
def retablir(request: HttpRequest, modele: type[Publication], slug: str) -> HttpResponse:
    """Undo ``retirer``."""
    publication = trouver(modele, request, slug)
    _exiger(peut_retirer(publication, request.user))
    operations.retablir(publication=publication, par=request.user)
    messages.success(request, "C’est rétabli, dans le même espace.")
    return redirect(publication)


@require_POST
def soumettre(request: HttpRequest, modele: type[Publication], slug: str) -> HttpResponse:
    """Ask the team to read before publication."""
    publication = trouver(modele, request, slug)
    _exiger(peut_modifier(publication, request.user))
    operations.soumettre(publication=publication, par=request.user)
    messages.success(request, "L’équipe du Centre est prévenue ; elle publiera, ou vous répondra.")
    return redirect(publication)


@require_http_methods(["GET", "HEAD", "POST"])
def relecture(request: HttpRequest, modele: type[Publication], slug: str) -> HttpResponse:
    """Give someone without an account a link to read the draft; see the links given, and revoke them."""
    publication = trouver(modele, request, slug)
    _exiger(peut_modifier(publication, request.user))
    if "revoquer" in request.POST:
        lien = get_object_or_404(LienSigne.objects.sur(publication), pk=request.POST["revoquer"])
        revoquer(lien=lien, par=request.user)
        messages.success(request, "Ce lien n’ouvre plus rien.")
        return redirect(adresses(publication)["relecture"])
    form = RelectureForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        demander(publication=publication, adresse=form.cleaned_data["adresse"], expire_le=form.expire_le(), par=request.user)
        messages.success(request, f"Un courriel part vers {form.cleaned_data['adresse']}.")
        return redirect(adresses(publication)["relecture"])
    contexte: dict[str, Any] = {"publication": publication, "form": form, "adresses": adresses(publication)}
    contexte["liens"] = LienSigne.objects.sur(publication).vivants()
    return render(request, "publications/relecture.html", contexte, status=422 if form.errors else 200)
