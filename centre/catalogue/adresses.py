"""The door of old addresses: what is no longer found where it was is sent to where it is, if its reader may read it there."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import unquote_to_bytes, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect
from django.shortcuts import resolve_url
from django.utils.encoding import repercent_broken_unicode

from .models import AncienneAdresse, Entree

LONGUEUR = 300


class AnciennesAdresses:
    """Asked only when the answer is « absent », or the login that a visitor gets for what is absent."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """301 to the present address; for whoever may not read what is there, the answer stays what it was, byte for byte."""
        reponse = self.get_response(request)
        if request.method not in ("GET", "HEAD") or not _introuvable(reponse):
            return reponse
        demandes = _demandes(request)
        lisibles = Entree.objects.visibles_pour(request.user).publies()
        connues = AncienneAdresse.objects.filter(chemin__in=demandes, entree__in=lisibles)
        menent = dict(connues.values_list("chemin", "entree__adresse"))
        adresse = next((menent[chemin] for chemin in demandes if chemin in menent), None)
        return HttpResponsePermanentRedirect(adresse) if adresse else reponse


def _demandes(request: HttpRequest) -> list[str]:
    """What was asked, with its parameters first: an old site told its pages apart by « ?id=12 »."""
    parametres = request.META.get("QUERY_STRING", "")
    return [*([f"{request.path_info}?{parametres}"] if parametres else []), request.path_info]


def chemin_d_une_adresse(adresse: str) -> str:
    """« http://www.ancien.example/cr/page.php?id=12 » → « /cr/page.php?id=12 », as a request says it; "" for what is no address."""
    try:
        morceaux = urlsplit(adresse.strip())
    except ValueError:
        return ""
    if morceaux.scheme not in ("", "http", "https") or (not morceaux.netloc and not adresse.strip().startswith("/")):
        return ""
    chemin = repercent_broken_unicode(unquote_to_bytes(morceaux.path or "/")).decode()
    lu = f"{chemin}?{morceaux.query}" if morceaux.query else chemin
    return lu if len(lu) <= LONGUEUR and "\x00" not in lu else ""


def _introuvable(reponse: HttpResponseBase) -> bool:
    if reponse.status_code == 302:
        return reponse.get("Location", "").startswith(resolve_url(settings.LOGIN_URL) + "?")
    return reponse.status_code == 404
