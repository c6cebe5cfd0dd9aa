"""« Vous avez demandé »: themes proposed, voted, answered."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from centre.espaces.acces import peut
from centre.espaces.enums import Niveau
from centre.membres.models import Membre

from .. import operations
from ..enums import EtatDuBesoin
from ..forms import BesoinForm, FusionForm, TraiterForm
from ..models import Besoin, Voix
from ..passerelle import mesurer


@require_http_methods(["GET", "HEAD", "POST"])
def liste(request: HttpRequest) -> HttpResponse:
    """The themes asked for, the most wanted first; the form to propose one."""
    peut_proposer = operations.peut_proposer_un_besoin(request.user)
    if not peut_proposer and not peut(request.user, Niveau.CONSULTER, operations.espace_des_besoins().pk):
        raise Http404
    form = BesoinForm(request.POST if request.method == "POST" else None, initial={"jeton": uuid.uuid4()})
    if request.method == "POST" and form.is_valid():
        if not peut_proposer:
            raise Http404
        besoin = operations.proposer_un_besoin(par=request.user, **form.cleaned_data)
        messages.success(request, "C’est proposé, avec votre voix. Vos collègues peuvent y ajouter la leur.")
        return redirect(besoin)
    lisibles = list(Besoin.objects.visibles_pour(request.user).classes())
    miennes = set(Voix.objects.de(request.user).values_list("besoin", flat=True))
    anime = peut(request.user, Niveau.ANIMER, operations.espace_des_besoins().pk)
    for besoin in lisibles:
        besoin.ma_voix = besoin.pk in miennes  # type: ignore[attr-defined]
    if anime:
        _mesurer(lisibles)
    contexte = {
        "ouverts": [b for b in lisibles if b.ouvert],
        "repondus": [b for b in lisibles if b.etat == EtatDuBesoin.PROGRAMME],
        "ecartes": [b for b in lisibles if b.etat == EtatDuBesoin.ECARTE],
        "form": form,
        "peut_proposer": peut_proposer,
        "anime": anime,
    }
    return render(request, "jeudis/besoins.html", contexte, status=422 if form.errors else 200)


def _mesurer(besoins: list[Besoin]) -> None:
    """For the team: who asks, by catégorie and by monde, with the posts of today; a constant number of queries."""
    voix: dict[int, list[Any]] = {}
    for une in Voix.objects.filter(besoin__in=besoins).prefetch_related(Prefetch("membre", Membre.objects.avec_poste())):
        poste = une.membre.poste
        voix.setdefault(une.besoin_id, []).append((poste.categorie, poste.territoires.all()) if poste else ("", ()))
    for besoin in besoins:
        besoin.passerelle = mesurer(voix.get(besoin.pk, []))  # type: ignore[attr-defined]


@require_POST
def voter(request: HttpRequest, pk: int) -> HttpResponse:
    """Give one's voice, or take it back (``geste=retirer``)."""
    besoin = get_object_or_404(Besoin.objects.visibles_pour(request.user), pk=pk)
    pour = request.POST.get("geste") != "retirer"
    try:
        operations.voter(besoin=besoin, membre=request.user, pour=pour)
    except PermissionDenied:
        messages.error(request, "Ce thème ne prend plus de voix.")
    else:
        messages.success(request, "Votre voix compte." if pour else "Votre voix est retirée.")
    return redirect(besoin)


@require_http_methods(["GET", "HEAD", "POST"])
def traiter(request: HttpRequest, pk: int) -> HttpResponse:
    """The team's page of one need: keep, set aside, answer with a Jeudi, merge (``geste=fusionner``)."""
    besoin = get_object_or_404(Besoin.objects.visibles_pour(request.user).classes(), pk=pk)
    if not peut(request.user, Niveau.ANIMER, besoin.espace_id):
        raise Http404
    fusion = request.POST.get("geste") == "fusionner"
    data = request.POST if request.method == "POST" else None
    form = TraiterForm(None if fusion else data, membre=request.user, besoin=besoin)
    forme = FusionForm(data if fusion else None, membre=request.user, besoin=besoin)
    if data is not None and (forme if fusion else form).is_valid():
        try:
            return _faire(request, besoin, forme if fusion else form, fusion=fusion)
        except ValidationError as refus:
            for champ, mots in refus.message_dict.items():
                (forme if fusion else form).add_error(champ, mots)
    _mesurer([besoin])
    contexte = {"besoin": besoin, "form": form, "fusion": forme}
    return render(request, "jeudis/besoin.html", contexte, status=200 if data is None else 422)


def _faire(request: HttpRequest, besoin: Besoin, form: Any, *, fusion: bool) -> HttpResponse:
    if fusion:
        garde = operations.fusionner_les_besoins(doublon=besoin, garde=form.cleaned_data["garde"], par=request.user)
        messages.success(request, f"Les voix sont réunies sur « {garde} ».")
        return redirect(garde)
    traite = operations.traiter_le_besoin(besoin=besoin, par=request.user, **form.cleaned_data)
    messages.success(request, f"C’est noté : {traite.dit}.")
    return redirect("jeudis:besoins")
