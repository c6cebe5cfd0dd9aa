"""« Demander l’accès »: a reader of the notice asks for its reserved files; the signed links that follow."""

from __future__ import annotations

import uuid
from typing import Any

from allauth.core.internal import ratelimit
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from centre.publications.models import Fichier
from centre.publications.views.fichiers import servir
from centre.publications.views.lecture import publique

from .. import operations
from ..forms import DemandeForm, SansCompteForm
from ..models import DemandeDeFichier, Ressource, compter_l_ouverture

#: So many requests from one place, so many about one address.
ESSAIS = {"demander": "10/m/ip,5/h/key"}
METHODES = ("GET", "HEAD", "POST")


@publique
def demander(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for the files: one sentence for a member; name, address and one sentence for a visitor.

    Whoever does not see the notice learns nothing, whatever the method.
    """
    if request.user.is_authenticated and request.method not in METHODES:
        return HttpResponseNotAllowed(METHODES)
    ressource = get_object_or_404(Ressource.objects.visibles_pour(request.user).publies().pour_la_liste(), slug=slug)
    if request.method not in METHODES:
        return HttpResponseNotAllowed(METHODES)
    if not operations.a_demander(ressource, request.user):
        return redirect(ressource)
    membre = request.user.is_authenticated and request.user.is_active
    form = (DemandeForm if membre else SansCompteForm)(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        return _du_membre(request, ressource, form) if membre else _sans_compte(request, ressource, form)
    contexte = {"ressource": ressource, "form": form, "membre": membre}
    return render(request, "bibliotheque/demander.html", contexte, status=422 if form.errors else 200)


def _du_membre(request: HttpRequest, ressource: Ressource, form: DemandeForm) -> HttpResponse:
    try:
        operations.demander(ressource=ressource, membre=request.user, motif=form.cleaned_data["motif"])
    except PermissionDenied:
        messages.error(request, "Ces fichiers ne sont plus à demander.")
    else:
        messages.success(request, "Votre demande est chez l’équipe du Centre. La réponse vous arrivera par courriel.")
    return redirect(ressource)


def _sans_compte(request: HttpRequest, ressource: Ressource, form: DemandeForm) -> HttpResponse:
    """The answer is the same whoever the address belongs to; what follows goes to that address."""
    d = form.cleaned_data
    if ratelimit.consume(request, app="bibliotheque", action="demander", config=ESSAIS, key=d["courriel"].lower()) is None:
        return ratelimit.respond_429(request)  # type: ignore[no-any-return]
    if not d["site"]:
        try:
            operations.demander_sans_compte(
                ressource=ressource, nom=" ".join(d["nom"].split()), adresse=d["courriel"], motif=d["motif"]
            )
        except PermissionDenied:
            return redirect(ressource)
    return redirect("ressources:demande_envoyee", ressource.slug)


@publique
@require_safe
def demande_envoyee(request: HttpRequest, slug: str) -> HttpResponse:
    """« Regardez votre boîte »."""
    ressource = get_object_or_404(Ressource.objects.visibles_pour(request.user).publies(), slug=slug)
    return render(request, "bibliotheque/demande_envoyee.html", {"ressource": ressource})


# --- signed links ---


def confirmer_par_le_lien(request: HttpRequest, lien: Any) -> HttpResponse:
    """What « confirmer » does: prove the address, so that the team sees the request; nothing once the notice is closed."""
    demande: DemandeDeFichier = lien.objet
    get_object_or_404(Ressource.objects.visibles_pour(AnonymousUser()), pk=demande.ressource_id)
    if request.method == "POST":
        demande = operations.confirmer(demande=demande)
    return render(request, "bibliotheque/lien_confirmer.html", {"demande": demande, "ressource": demande.ressource})


def ouvrir_par_le_lien(request: HttpRequest, lien: Any) -> HttpResponseBase:
    """What « lire » does: the notice and its files, each served through the same link (``?fichier=``), and counted."""
    demande: DemandeDeFichier = lien.objet
    if not demande.tient_encore or request.method != "GET":
        raise Http404
    fichiers = Fichier.objects.sur(demande.ressource).publies().select_related("espace", "lecture")
    if voulu := request.GET.get("fichier"):
        fichier = get_object_or_404(fichiers, cle=_cle(voulu))
        if request.headers.get("Range", "bytes=0-").startswith("bytes=0-"):
            compter_l_ouverture(demande)
        return servir(request, fichier, fichier.contenu)
    contexte = {"demande": demande, "ressource": demande.ressource, "fichiers": fichiers, "expire_le": lien.expire_le}
    return render(request, "bibliotheque/lien_lire.html", contexte)


def _cle(texte: str) -> uuid.UUID:
    try:
        return uuid.UUID(texte)
    except ValueError:
        raise Http404 from None
