"""The one file view: every byte of a publication leaves through here, after the one rule."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from typing import Any, TypeVar

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from centre.middleware import vers_la_connexion

from ..extraction import PDF
from ..models import Fichier
from ..telechargements import compter
from ..versions import derniere_version
from .apercus import feuilleter, image_de

BLOC = 256 * 1024


#: What follows /fichiers/: a file, its thumbnail, its latest version, one of its pages, the picture of that page.
MOTIF = re.compile(r"([0-9a-f-]{36})/(vignette/|derniere/|page/([1-9][0-9]{0,3})/(image/)?)?")


@require_safe
def fichier(request: HttpRequest, reste: str) -> HttpResponseBase:
    """``/fichiers/<uuid>/``, ``…/derniere/`` (its latest version), ``…/vignette/``, ``…/page/3/`` and ``…/page/3/image/``.

    What the reader may not open answers like what does not exist: the login for a visitor, 404 for a member.
    """
    reponse = _repondre(request, reste)
    if reponse is None:
        if not request.user.is_authenticated:
            return vers_la_connexion(request)
        raise Http404
    return reponse


def _repondre(request: HttpRequest, reste: str) -> HttpResponseBase | None:
    motif = MOTIF.fullmatch(reste)
    objet = _trouver(request, motif[1]) if motif else None
    if motif is None or objet is None:
        return None
    if not motif[2]:
        return servir(request, objet, objet.contenu)
    if motif[2] == "derniere/":
        derniere = derniere_version(objet, request.user)
        return _regles_de_garde(HttpResponseRedirect(derniere.get_absolute_url()), objet) if derniere else None
    if motif[3] and not motif[4]:
        page = feuilleter(request, objet, int(motif[3]))
        return page and _regles_de_garde(page, objet)
    image = image_de(objet, int(motif[3])) if motif[3] else objet.vignette
    return servir(request, objet, image, "image/jpeg", suffixe=f"-{motif[2]}".replace("/", "")) if image else None


def _trouver(request: HttpRequest, cle: str) -> Fichier | None:
    try:
        numero = uuid.UUID(cle)
    except ValueError:
        return None
    return Fichier.objects.visibles_pour(request.user).select_related("espace").filter(cle=numero).first()


def servir(request: HttpRequest, objet: Fichier, contenu: Any, type_mime: str = "", suffixe: str = "") -> HttpResponseBase:
    """The bytes of a file whose right was just asked: by its espace here, by a signed link elsewhere.

    ``type_mime``: the file's own, when it is the file; ``suffixe`` tells its pictures apart.
    """
    public, etag, type_mime = _public(objet), f'"{objet.empreinte}{suffixe}"', type_mime or objet.type_mime
    if public and etag in request.headers.get("If-None-Match", ""):
        reponse: HttpResponseBase = HttpResponse(status=304)
    elif settings.X_ACCEL_PREFIXE:
        reponse = HttpResponse(headers={"X-Accel-Redirect": settings.X_ACCEL_PREFIXE + contenu.name})
    else:
        reponse = _lire(request, contenu)
    if not suffixe and reponse.status_code in (200, 206):
        compter(request, objet)
    se_montre = type_mime.startswith("image/") or type_mime == PDF  # « #page=3 » needs a browser
    reponse["Content-Type"] = type_mime
    nom = f"{objet.nom}{suffixe}.jpg" if suffixe else objet.nom
    reponse["Content-Disposition"] = content_disposition_header(not se_montre, nom) or "attachment"
    reponse["X-Content-Type-Options"] = "nosniff"
    reponse["Content-Security-Policy"] = "default-src 'none'; sandbox"
    if public:
        reponse["ETag"] = etag
    return _regles_de_garde(reponse, objet)


def _public(objet: Fichier) -> bool:
    return objet.espace.ouvert and objet.est_publie


R = TypeVar("R", bound=HttpResponseBase)


def _regles_de_garde(reponse: R, objet: Fichier) -> R:
    """What others may keep of the answer: the same for a file, its pictures and its pages."""
    reponse["X-Robots-Tag"] = "all" if _public(objet) else "noindex"
    reponse["Cache-Control"] = "no-cache" if _public(objet) else "private, no-store"
    return reponse


def _lire(request: HttpRequest, contenu: Any) -> HttpResponseBase:
    """The whole file, or the single range asked for (RFC 9110 §14)."""
    taille = contenu.size
    debut, fin = _intervalle(request.headers.get("Range", ""), taille)
    if debut is None:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{taille}"})
    partiel = (debut, fin) != (0, taille - 1) or "Range" in request.headers
    reponse = StreamingHttpResponse(_blocs(contenu, debut, fin), status=206 if partiel else 200)
    reponse["Content-Length"] = str(fin - debut + 1)
    reponse["Accept-Ranges"] = "bytes"
    if partiel:
        reponse["Content-Range"] = f"bytes {debut}-{fin}/{taille}"
    return reponse


def _intervalle(demande: str, taille: int) -> tuple[int | None, int]:
    """First and last byte; (None, 0) when the range cannot be served. A header we do not read asks for everything."""
    motif = re.fullmatch(r"bytes=(\d*)-(\d*)", demande.strip())
    if not motif or not (motif[1] or motif[2]):
        return 0, taille - 1
    debut = int(motif[1]) if motif[1] else max(taille - int(motif[2]), 0)
    fin = min(int(motif[2]), taille - 1) if motif[1] and motif[2] else taille - 1
    return (debut, fin) if debut <= fin else (None, 0)


def _blocs(contenu: Any, debut: int, fin: int) -> Iterator[bytes]:
    with contenu.open("rb") as flux:
        flux.seek(debut)
        reste = fin - debut + 1
        while reste > 0 and (bloc := flux.read(min(BLOC, reste))):
            reste -= len(bloc)
            yield bloc
