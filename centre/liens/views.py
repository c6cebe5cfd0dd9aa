"""The one address of every signed link."""

from __future__ import annotations

from typing import cast

from allauth.core.internal import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from .gestes import gestes
from .operations import ouvrir

#: Bad tokens one address may present before it is told to wait. Good ones are always served.
ESSAIS = {"lien": "60/m/ip"}
EN_TETES = {"Referrer-Policy": "no-referrer", "Cache-Control": "private, no-store", "X-Robots-Tag": "noindex, nofollow"}


@login_not_required
@csrf_exempt  # the authority is the token, unknown to a forger; and under no-referrer a browser sends « Origin: null »
@require_http_methods(["GET", "POST"])
def ouvrir_lien(request: HttpRequest, jeton: str) -> HttpResponseBase:
    """Do what the link allows; the same refusal for any token that allows nothing, whatever the reason."""
    reponse = _agir(request, jeton) or _refuser(request)
    for nom, valeur in EN_TETES.items():
        reponse[nom] = valeur
    return reponse


def _agir(request: HttpRequest, jeton: str) -> HttpResponseBase | None:
    """The registered answer, in one transaction with the use it costs: an answer of 400 or more costs none and writes nothing."""
    try:
        with transaction.atomic():
            lien = ouvrir(jeton, agit=request.method == "POST")
            if lien is None or lien.cle not in gestes:
                return None
            reponse = gestes[lien.cle](request, lien)
            if hasattr(reponse, "render"):
                reponse = cast("HttpResponseBase", reponse.render())
            if reponse.status_code >= 400:
                transaction.set_rollback(True)
            return reponse
    except Http404:
        return None


def _refuser(request: HttpRequest) -> HttpResponse:
    essai = ratelimit.consume(request, app="centre.liens", action="lien", config=ESSAIS, limit_get=True)
    if essai is None:
        reponse = render(request, "liens/trop_d_essais.html", status=429)
        reponse["Retry-After"] = "60"
        return reponse
    return render(request, "liens/absent.html", status=404)
