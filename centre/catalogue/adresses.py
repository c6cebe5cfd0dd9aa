"""The door of old addresses: what is no longer found where it was is sent to where it is, if its reader may read it there."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect
from django.shortcuts import resolve_url

from .models import Entree


class AnciennesAdresses:
    """Asked only when the answer is « absent », or the login that a visitor gets for what is absent."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """301 to the present address; for whoever may not read what is there, the answer stays what it was, byte for byte."""
        reponse = self.get_response(request)
        if request.method not in ("GET", "HEAD") or not _introuvable(reponse):
            return reponse
        entrees = Entree.objects.visibles_pour(request.user).publies().filter(anciennes_adresses__chemin=request.path_info)
        adresse = entrees.values_list("adresse", flat=True).first()
        return HttpResponsePermanentRedirect(adresse) if adresse else reponse


def _introuvable(reponse: HttpResponseBase) -> bool:
    if reponse.status_code == 302:
        return reponse.get("Location", "").startswith(resolve_url(settings.LOGIN_URL) + "?")
    return reponse.status_code == 404
