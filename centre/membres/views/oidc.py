"""Signing in and out by a provider (OpenID Connect), and the identities linked to one's account.

The way to the provider is a page that refreshes itself, not a redirect: the answer to a form may only lead to ourselves
(``form-action``), and a provider sends on to others we cannot list.
"""

from __future__ import annotations

import logging
from typing import Any

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.internal.flows.logout import logout
from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import constant_time_compare, get_random_string
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from .. import oidc
from ..operations import delier, reconnaitre

journal = logging.getLogger(__name__)


@login_not_required
@never_cache
@require_POST
def partir(request: HttpRequest) -> HttpResponse:
    """Towards the provider."""
    if request.user.is_authenticated:
        return redirect("mes_identites")
    suite = get_next_redirect_url(request)
    try:
        return _vers(request, oidc.depart(request, suite))
    except oidc.Echec as echec:
        return _recommencer(request, echec, suite)


@login_not_required
@never_cache
@require_safe
def retour(request: HttpRequest) -> HttpResponse:
    """Back from the provider: in, or not, and why as far as may be said."""
    if request.user.is_authenticated:
        return redirect(settings.LOGIN_REDIRECT_URL)
    try:
        identite, suite = oidc.arrivee(request)
    except oidc.Echec as echec:
        return _recommencer(request, echec, None)
    membre = reconnaitre(emetteur=identite.emetteur, sub=identite.sub, adresse=identite.adresse)
    if membre is None:
        return render(request, "membres/oidc_inconnu.html", status=403)
    if membre.is_active:
        request.session["oidc"] = {"membre": membre.pk, "jeton": identite.jeton}
        record_authentication(request, membre, "socialaccount", provider=identite.emetteur, uid=identite.sub)
    return perform_login(request, Login(user=membre, redirect_url=suite))


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sortie(request: HttpRequest) -> HttpResponse:
    """Out of here, then out of the provider's session (POST); back from it (GET)."""
    if request.method == "POST":
        return _sortir(request)
    if constant_time_compare(request.session.pop("oidc_sortie", ""), request.GET.get("state", "-")):
        messages.success(request, f"Vous êtes aussi déconnecté·e de {settings.OIDC_NOM}.")
    return redirect(settings.ACCOUNT_LOGOUT_REDIRECT_URL)


def _sortir(request: HttpRequest) -> HttpResponse:
    entree: dict[str, Any] = request.session.get("oidc") or {}
    sienne = request.user.is_authenticated and entree.get("membre") == request.user.pk
    logout(request)
    etat = get_random_string(oidc.LONGUEUR)
    try:
        adresse = oidc.fin(request, entree["jeton"], etat) if sienne else ""
    except oidc.Echec as echec:
        journal.warning("OpenID Connect, logout: %s", echec)
        adresse = ""
    if not adresse:
        return redirect(settings.ACCOUNT_LOGOUT_REDIRECT_URL)
    request.session["oidc_sortie"] = etat
    return _vers(request, adresse)


@require_safe
def mes_identites(request: HttpRequest) -> HttpResponse:
    """The identities linked to one's account."""
    identites = SocialAccount.objects.filter(user=request.user.pk).order_by("pk")
    return render(request, "membres/mes_identites.html", {"identites": identites})


@require_POST
def delier_identite(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget one of them."""
    if not delier(membre=request.user, pk=pk):  # type: ignore[arg-type]
        raise Http404
    messages.success(request, "Cette identité n’est plus reliée à votre compte.")
    return redirect("mes_identites")


def _vers(request: HttpRequest, adresse: str) -> HttpResponse:
    return render(request, "membres/oidc_vers.html", {"adresse": adresse})


def _recommencer(request: HttpRequest, echec: oidc.Echec, suite: str | None) -> HttpResponse:
    """The login page, which has other doors; the reason stays in the log."""
    journal.warning("OpenID Connect: %s", echec)
    messages.error(
        request,
        f"La connexion avec {settings.OIDC_NOM} n’a pas abouti. Recommencez, ou entrez avec votre adresse électronique.",
    )
    return redirect(reverse("account_login") + (f"?{urlencode({'next': suite})}" if suite else ""))
