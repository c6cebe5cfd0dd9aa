"""History of a publication, for those who may edit it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from .. import operations
from ..acces import peut_modifier
from ..historique import comparer, versions
from ..models import Publication
from .lecture import adresses, trouver


def _a_modifier(modele: type[Publication], request: HttpRequest, slug: str) -> Publication:
    publication = trouver(modele, request, slug)
    if not peut_modifier(publication, request.user):
        raise Http404
    return publication


@require_safe
def historique(request: HttpRequest, modele: type[Publication], slug: str) -> HttpResponse:
    """The list of versions."""
    publication = _a_modifier(modele, request, slug)
    contexte = {"publication": publication, "versions": versions(publication), "adresses": adresses(publication)}
    return render(request, "publications/historique.html", contexte)


@require_safe
def comparaison(request: HttpRequest, modele: type[Publication], slug: str, revision: int) -> HttpResponse:
    """What a version changed from the one before, and what restoring it would change today."""
    publication = _a_modifier(modele, request, slug)
    version = get_object_or_404(versions(publication), pk=revision)
    precedente = versions(publication).filter(pk__lt=version.pk).first()
    contexte = {"publication": publication, "version": version, "precedente": precedente, "adresses": adresses(publication)}
    objet = version.as_object()
    contexte["differences"] = comparer(precedente.as_object(), objet) if precedente else None
    contexte["aujourd_hui"] = comparer(publication.version_a_modifier(), objet)
    return render(request, "publications/comparaison.html", contexte)


@require_POST
def restaurer(request: HttpRequest, modele: type[Publication], slug: str, revision: int) -> HttpResponse:
    """Make that version the draft; readers see it once published."""
    publication = _a_modifier(modele, request, slug)
    version = get_object_or_404(versions(publication), pk=revision)
    operations.restaurer(publication=publication, revision=version, par=request.user)
    messages.success(request, "Cette version est redevenue votre brouillon. Relisez-la, puis publiez.")
    return redirect(adresses(publication)["modifier"])
