"""What a member chooses to receive; what the team sees of what was sent."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from centre.espaces.vues import reserve_a_l_equipe

from .enums import Etat, facultatifs
from .forms import FiltreForm, PreferencesForm
from .models import Courriel
from .operations import choisir, renvoyer

PAR_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """« Mon compte », the messages one receives."""
    # A form without any box ticked is an empty POST: the method says what is meant.
    formulaire = PreferencesForm(request.POST if request.method == "POST" else None, membre=request.user)
    if formulaire.is_valid():
        formulaire.enregistrer()
        messages.success(request, "Vos choix sont enregistrés.")
        return redirect("courriels:preferences")
    return render(request, "courriels/preferences.html", {"formulaire": formulaire})


def desinscription(request: HttpRequest, lien: Any) -> HttpResponse:
    """What a « ne plus recevoir » link does: asks, then refuses that kind. Nobody needs to be signed in."""
    preference = lien.objet
    if preference.genre not in {genre.cle for genre in facultatifs()}:
        raise Http404
    fait = request.method == "POST"
    if fait:
        choisir(membre=preference.membre, genre=preference.genre, recevoir=False)
    return render(request, "courriels/desinscription.html", {"preference": preference, "fait": fait})


@reserve_a_l_equipe
@require_safe
def liste(request: HttpRequest) -> HttpResponse:
    """Every message, latest first, by address and state."""
    return _lister(request, FiltreForm(request.GET))


@reserve_a_l_equipe
@require_safe
def echecs(request: HttpRequest) -> HttpResponse:
    """The messages given up, to send again."""
    return _lister(request, FiltreForm({**request.GET.dict(), "etat": Etat.ECHEC.value}))


def _lister(request: HttpRequest, filtre: FiltreForm) -> HttpResponse:
    courriels = Courriel.objects.defer("texte", "html")
    if filtre.is_valid():
        courriels = courriels.chercher(filtre.cleaned_data["q"]) if filtre.cleaned_data["q"] else courriels
        courriels = courriels.filter(etat=filtre.cleaned_data["etat"]) if filtre.cleaned_data["etat"] else courriels
    page = Paginator(courriels, PAR_PAGE).get_page(request.GET.get("page"))
    return render(request, "courriels/liste.html", {"filtre": filtre, "page": page})


@reserve_a_l_equipe
@require_safe
def voir(request: HttpRequest, pk: int) -> HttpResponse:
    """One message: its fate and, unless it is sensible, its text."""
    return render(request, "courriels/courriel.html", {"courriel": get_object_or_404(Courriel, pk=pk)})


@reserve_a_l_equipe
@require_POST
def renvoi(request: HttpRequest, pk: int) -> HttpResponse:
    """Try a failed message again."""
    courriel = get_object_or_404(Courriel, pk=pk)
    try:
        renvoyer(courriel=courriel, par=request.user)
    except ValueError:
        messages.error(request, "Ce courriel ne peut pas être renvoyé.")
    else:
        messages.success(request, f"Le courriel à {courriel.adresse} repart.")
    return redirect("gestion_courriels:voir", pk=pk)
