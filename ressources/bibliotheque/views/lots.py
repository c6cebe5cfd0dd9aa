"""Changing several notices: choose, see what changes, confirm; and undo it whole."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.defaultfilters import pluralize
from django.views.decorators.http import require_http_methods

from centre.espaces.acces import ids
from centre.espaces.enums import Niveau

from .. import operations
from ..forms import FiltresForm, LotForm
from ..models import Ressource
from .pages import filtrees

PAR_PAGE = 100


@require_http_methods(["GET", "HEAD", "POST"])
def lot(request: HttpRequest) -> HttpResponse:
    """The list, with boxes and what to change; POST shows what would happen, ``confirmer`` does it."""
    if not request.user.est_de_l_equipe:  # type: ignore[union-attr]
        raise Http404
    form = LotForm(request.POST if request.method == "POST" else None, membre=request.user)
    if not (form.is_bound and form.is_valid()):
        return _choisir(request, form)
    choisies = (
        form.cleaned_data["ressources"].select_related("espace", "echeance", "auteur").prefetch_related("themes", "territoires")
    )
    voulu = form.changement()
    if "confirmer" in request.POST:
        cle, faits = operations.appliquer(ressources=choisies, voulu=voulu, par=request.user)
        messages.success(request, f"{faits} notice{pluralize(faits)} changée{pluralize(faits)}.")
        return redirect("ressources:lot_fait", cle) if faits else redirect("ressources:lot")
    effets = [operations.juger(ressource, voulu, request.user) for ressource in choisies.order_by("titre", "pk")]
    contexte = {"form": form, "effets": effets, "changent": sum(effet.change for effet in effets)}
    return render(request, "bibliotheque/lot_apercu.html", contexte)


def _choisir(request: HttpRequest, form: LotForm) -> HttpResponse:
    filtres = FiltresForm(request.GET, auto_id="filtre_%s")
    filtres.is_valid()
    animees = Ressource.objects.visibles_pour(request.user).courants().filter(espace__in=ids(request.user, Niveau.ANIMER))
    page = Paginator(filtrees(animees.pour_la_liste(), filtres.cleaned_data), PAR_PAGE).get_page(request.GET.get("page"))
    contexte: dict[str, Any] = {"form": form, "filtres": filtres, "page": page, "coches": request.POST.getlist("ressources")}
    return render(request, "bibliotheque/lot.html", contexte, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def lot_fait(request: HttpRequest, cle: uuid.UUID) -> HttpResponse:
    """What a lot did, and undoing it."""
    if not request.user.est_de_l_equipe:  # type: ignore[union-attr]
        raise Http404
    lignes = operations.lignes_du_lot(cle)
    lisibles = (
        Ressource.objects.visibles_pour(request.user).select_related("espace").in_bulk([ligne.object_id for ligne in lignes])
    )
    lues = [(lisibles[ligne.object_id], ligne) for ligne in lignes if ligne.object_id in lisibles]
    if not lues:
        raise Http404
    if request.method == "POST":
        faits, laisses = operations.defaire(cle=cle, par=request.user)
        messages.success(request, f"{faits} notice{pluralize(faits)} remise{pluralize(faits)} comme avant.")
        for ressource, pourquoi in laisses:
            messages.error(request, f"« {ressource} » reste telle quelle. {pourquoi}")
        return redirect("ressources:lot_fait", cle)
    contexte = {"lignes": lues, "a_defaire": any(not ligne.defaite for _, ligne in lues)}  # type: ignore[attr-defined]
    return render(request, "bibliotheque/lot_fait.html", contexte)
