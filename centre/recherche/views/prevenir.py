"""« Me prévenir quand c’est là »."""

from __future__ import annotations

from typing import Any

from allauth.core.internal import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from centre.espaces.acces import est_membre

from .. import questions
from ..forms import PrevenirForm
from ..requete import nettoyer

#: As when asking for an account: so many from one place, so many about one address.
LIMITE: dict[str, Any] = {"app": "centre.recherche", "action": "prevenir", "config": {"prevenir": "10/m/ip,5/h/key"}}
TROP = "Trop de demandes viennent de partir d’ici. Votre saisie est gardée : envoyez-la de nouveau dans une heure."


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def prevenir(request: HttpRequest) -> HttpResponse:
    """Ask to be told, for a question (``q``): a member in one gesture, anybody else with an address to confirm.

    The answer does not say whether the address is known.
    """
    q = nettoyer(request.POST.get("q", "") or request.GET.get("q", ""))
    membre = request.user if est_membre(request.user) else None
    form = PrevenirForm(request.POST if request.method == "POST" else None, membre=membre, initial={"q": q})
    fait = False
    if request.method == "POST" and form.is_valid():
        adresse = form.cleaned_data.get("adresse", "")
        fait = membre is not None or ratelimit.consume(request, **LIMITE, key=adresse.lower()) is not None
        if fait:
            questions.demander(texte=form.cleaned_data["q"], membre=membre, adresse=adresse)
        else:
            form.add_error(None, TROP)
    statut = 422 if form.errors else 200
    return render(request, "recherche/prevenir.html", {"form": form, "q": q, "membre": membre, "fait": fait}, status=statut)


def confirmation(request: HttpRequest, lien: Any) -> HttpResponse:
    """What the link in the mail does: asks, then takes the address for sure."""
    fait = request.method == "POST"
    if fait:
        questions.confirmer(lien.objet)
    return render(request, "recherche/confirmer.html", {"question": lien.objet.question, "fait": fait})
