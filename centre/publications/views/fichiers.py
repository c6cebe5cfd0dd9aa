"""The one file view: every byte of a publication leaves through here, after the one rule."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from centre.middleware import vers_la_connexion

from ..models import Fichier

BLOC = 256 * 1024


@require_safe
def fichier(request: HttpRequest, reste: str) -> HttpResponseBase:
    """``/fichiers/<uuid>/`` and ``/fichiers/<uuid>/vignette/``.

    What the reader may not open answers like what does not exist: the login for a visitor, 404 for a member.
    """
    trouve = _trouver(request, reste)
    if trouve is None:
        if not request.user.is_authenticated:
            return vers_la_connexion(request)
        raise Http404
    objet, contenu = trouve
    return servir(request, objet, contenu)


def _trouver(request: HttpRequest, reste: str) -> tuple[Fichier, Any] | None:
    motif = re.fullmatch(r"([0-9a-f-]{36})/(vignette/)?", reste)
    if not motif:
        return None
    try:
        cle = uuid.UUID(motif[1])
    except ValueError:
        return None
    objet = Fichier.objects.visibles_pour(request.user).select_related("espace").filter(cle=cle).first()
    if objet is None or (motif[2] and not objet.vignette):
        return None
    return objet, objet.vignette if motif[2] else objet.contenu


def servir(request: HttpRequest, objet: Fichier, contenu: Any) -> HttpResponseBase:
    """The bytes of a file whose right was just asked: by its espace here, by a signed link elsewhere."""
    public = objet.espace.ouvert and objet.est_publie
    etag = f'"{objet.empreinte}{"-v" if contenu is objet.vignette else ""}"'
    if public and etag in request.headers.get("If-None-Match", ""):
        reponse: HttpResponseBase = HttpResponse(status=304)
    elif settings.X_ACCEL_PREFIXE:
        reponse = HttpResponse(headers={"X-Accel-Redirect": settings.X_ACCEL_PREFIXE + contenu.name})
    else:
        reponse = _lire(request, contenu)
    _en_tetes(reponse, objet, public, etag)
    return reponse


def _en_tetes(reponse: HttpResponseBase, objet: Fichier, public: bool, etag: str) -> None:
    se_montre = objet.type_mime.startswith("image/") or objet.type_mime == "application/pdf"  # « #page=3 » needs a browser
    reponse["Content-Type"] = objet.type_mime
    reponse["Content-Disposition"] = content_disposition_header(not se_montre, objet.nom) or "attachment"
    reponse["X-Content-Type-Options"] = "nosniff"
    reponse["X-Robots-Tag"] = "all" if public else "noindex"
    reponse["Content-Security-Policy"] = "default-src 'none'; sandbox"
    reponse["Cache-Control"] = "no-cache" if public else "private, no-store"
    if public:
        reponse["ETag"] = etag


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
