"""A member's own account."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_safe

from ..appareils import appareils
from ..models import Fermeture


@require_safe
def mon_compte(request: HttpRequest) -> HttpResponse:
    """Everything a member can settle about their account, on one page."""
    membre: Any = request.user
    moyens = list(Authenticator.objects.filter(user=membre.pk).values_list("type", flat=True))
    contexte = {
        "membre": membre,
        "poste": membre.poste,
        "adresse_en_attente": EmailAddress.objects.filter(user=membre.pk, verified=False).first(),
        "cles": moyens.count(Authenticator.Type.WEBAUTHN),
        "application": Authenticator.Type.TOTP in moyens,
        "appareils": appareils(membre).count(),
        "fermeture": Fermeture.objects.filter(membre=membre.pk).first(),
        "url_courriels": _adresse_ou_rien("courriels:preferences"),
    }
    return render(request, "membres/mon_compte.html", contexte)


def _adresse_ou_rien(nom: str) -> str:
    try:
        return reverse(nom)
    except NoReverseMatch:
        return ""
