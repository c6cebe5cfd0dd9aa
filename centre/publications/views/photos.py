"""Photos and documents in a form: sent with it; photos also one by one, by the page, while the text goes on."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from ..acces import peut_modifier
from ..fichiers import decrire, detacher, joindre_document, joindre_photo
from ..models import Fichier, Publication
from .lecture import adresses, trouver

NOMBRE_MAX = 12


def photos_de(publication: Publication | None, membre: Any) -> Any:
    """The photos of a publication ``membre`` may see; none for one not stored yet."""
    return Fichier.objects.visibles_pour(membre).sur(publication) if publication else Fichier.objects.none()


def joindre_les_photos(request: HttpRequest, publication: Publication) -> list[str]:
    """Keep the photos sent with a form and the words typed under the others, take out the one whose button was clicked.

    Returns what was refused, in sentences.
    """
    for fichier in Fichier.objects.sur(publication):
        texte = request.POST.get(f"description-{fichier.cle}")
        if request.POST.get("geste") == f"retirer-{fichier.cle}":
            detacher(fichier=fichier, par=request.user)
        elif texte is not None and texte.strip() != fichier.description:
            decrire(fichier=fichier, description=texte.strip(), par=request.user)
    rejets = []
    for photo in request.FILES.getlist("photos"):
        try:
            _joindre(publication, photo, request.user)
        except ValidationError as erreur:
            rejets.append(f"« {photo.name} » n’est pas jointe. {' '.join(erreur.messages)}")
    return rejets


def joindre_les_documents(request: HttpRequest, publication: Publication) -> list[str]:
    """The same for documents of any format (``documents`` in the form), and for new versions of those there (``version-<key>``)."""
    rejets = []
    envois: list[tuple[Any, Fichier | None]] = [(document, None) for document in request.FILES.getlist("documents")]
    for fichier in Fichier.objects.sur(publication).dernieres():
        envois += [(document, fichier) for document in request.FILES.getlist(f"version-{fichier.cle}")[:1]]
    for document, remplace in envois:
        try:
            joindre_document(publication=publication, document=document, par=request.user, remplace=remplace)
        except ValidationError as erreur:
            rejets.append(f"« {document.name} » n’est pas joint. {' '.join(erreur.messages)}")
    return rejets


def _joindre(publication: Publication, photo: Any, par: Any) -> Fichier:
    if Fichier.objects.sur(publication).count() >= NOMBRE_MAX:
        raise ValidationError(f"Il y a déjà {NOMBRE_MAX} photos, c’est le maximum.")
    return joindre_photo(publication=publication, photo=photo, par=par)


@require_POST
def ajouter(request: HttpRequest, modele: type[Publication], slug: str) -> HttpResponse:
    """One photo sent by the page: the fragment that shows it, or 422 with the sentence to print."""
    publication = trouver(modele, request, slug)
    if not peut_modifier(publication, request.user):
        raise Http404
    photo = request.FILES.get("photo")
    if photo is None:
        return JsonResponse({"message": "Aucune photo reçue."}, status=422)
    try:
        fichier = _joindre(publication, photo, request.user)
    except ValidationError as erreur:
        return JsonResponse({"message": f"« {photo.name} » n’est pas jointe. {' '.join(erreur.messages)}"}, status=422)
    return render(request, "publications/photo_du_carnet.html", {"photo": fichier, "adresses": adresses(publication)})


@require_POST
def retirer(request: HttpRequest, modele: type[Publication], slug: str, cle: uuid.UUID) -> HttpResponse:
    """Remove a photo from a publication one may edit."""
    publication = trouver(modele, request, slug)
    if not peut_modifier(publication, request.user):
        raise Http404
    detacher(fichier=get_object_or_404(Fichier.objects.sur(publication), cle=cle), par=request.user)
    return HttpResponse(status=204) if "X-Brouillon" in request.headers else redirect(adresses(publication)["modifier"])
