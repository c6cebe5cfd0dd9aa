"""The team's queue of requests for reserved files, and the accesses of one notice."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from centre.espaces.acces import ids
from centre.espaces.enums import Niveau
from centre.publications.views.lecture import trouver

from .. import operations
from ..enums import EtatDeDemande
from ..forms import OuvrirForm, ReponseForm
from ..models import DemandeDeFichier, Ressource

PAR_PAGE = 30


def les_siennes(membre: Any) -> Any:
    """The requests a member of the team may answer; none for anybody else."""
    if not membre.est_de_l_equipe:
        return DemandeDeFichier.objects.none()
    return DemandeDeFichier.objects.filter(ressource__espace_fichiers__in=ids(membre, Niveau.ANIMER))


def _exiger(condition: bool) -> None:
    if not condition:
        raise Http404


@require_safe
def demandes(request: HttpRequest) -> HttpResponse:
    """What waits for an answer, the oldest first; then the accesses in force."""
    _exiger(request.user.est_de_l_equipe)  # type: ignore[union-attr]
    siennes = les_siennes(request.user).pour_la_file()
    contexte = {
        "page": Paginator(siennes.en_attente(), PAR_PAGE).get_page(request.GET.get("page")),
        "en_cours": siennes.en_cours().order_by("jusqu_au", "pk")[:PAR_PAGE],
    }
    return render(request, "bibliotheque/demandes.html", contexte)


@require_http_methods(["GET", "HEAD", "POST"])
def repondre(request: HttpRequest, pk: int) -> HttpResponse:
    """One request: yes for a time, or no with a reason (``geste=refuser``)."""
    demande = get_object_or_404(les_siennes(request.user).pour_la_file().exclude(etat=EtatDeDemande.A_CONFIRMER), pk=pk)
    form = ReponseForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            faite = _repondre(request, demande, form.cleaned_data)
        except ValidationError as refus:
            form.add_error("reponse", refus.message_dict["reponse"])
        else:
            messages.success(request, f"C’est noté : demande {faite.get_etat_display().lower()}. Un courriel part.")
            return redirect("ressources:demandes")
    contexte = {"demande": demande, "ressource": demande.ressource, "form": form}
    return render(request, "bibliotheque/demande.html", contexte, status=422 if form.errors else 200)


def _repondre(request: HttpRequest, demande: DemandeDeFichier, dit: dict[str, Any]) -> DemandeDeFichier:
    if request.POST.get("geste") == "refuser":
        return operations.refuser(demande=demande, reponse=dit["reponse"], par=request.user)
    return operations.accorder(demande=demande, par=request.user, **dit)


@require_http_methods(["GET", "HEAD", "POST"])
def acces(request: HttpRequest, slug: str) -> HttpResponse:
    """Who was given access to the files of a notice: how often it served, end it; give it to somebody named."""
    ressource = trouver(Ressource, request, slug)
    _exiger(operations.peut_repondre(ressource, request.user))
    if "fermer" in request.POST:
        demande = get_object_or_404(ressource.demandes.all(), pk=_numero(request.POST["fermer"]))
        operations.fermer_l_acces(demande=demande, par=request.user)
        messages.success(request, "Cet accès est fermé : son lien n’ouvre plus rien.")
        return redirect("ressources:acces", ressource.slug)
    form = OuvrirForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            faite = operations.ouvrir_a(ressource=ressource, par=request.user, **form.cleaned_data)
        except ValidationError as refus:
            form.add_error(None, refus.messages)
        else:
            messages.success(request, f"Un courriel part vers {faite.courriel}, avec le lien.")
            return redirect("ressources:acces", ressource.slug)
    lignes = ressource.demandes.pour_la_file().exclude(etat=EtatDeDemande.A_CONFIRMER)
    contexte = {"ressource": ressource, "form": form, "demandes": lignes}
    return render(request, "bibliotheque/acces.html", contexte, status=422 if form.errors else 200)


def _numero(texte: str) -> int:
    return int(texte) if texte.isascii() and texte.isdecimal() and len(texte) < 18 else 0
