"""Ma journée, the identity of the Centre, what is closed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from centre.espaces.vues import reserve_a_l_equipe
from centre.presentation import adresse
from centre.registre import Ecran, LigneDeJournee, ecrans, journee

from ..forms import IdentiteForm
from ..models import Identite


@reserve_a_l_equipe
@require_safe
def ma_journee(request: HttpRequest) -> HttpResponse:
    """What waits for this member's role, with its count, then every screen of the team."""
    siennes = [ligne for ligne in journee.values() if _pour(request.user, ligne)]
    comptes = [(ligne, ligne.compter(request.user)) for ligne in siennes]
    a_faire = [{"titre": l.titre, "aide": l.aide, "n": n, "url": adresse(l.url_name) + l.parametres} for l, n in comptes if n]  # noqa: E741
    contexte = {"aujourd_hui": timezone.localdate(), "a_faire": a_faire, "groupes": _ecrans(request.user)}
    return render(request, "gestion/ma_journee.html", contexte)


def _pour(membre: Any, entree: LigneDeJournee | Ecran) -> bool:
    return not membre.noms_des_groupes.isdisjoint(entree.roles)


def _ecrans(membre: Any) -> dict[str, list[dict[str, str]]]:
    """Screens that exist, by group, in the order they were registered."""
    groupes: dict[str, list[dict[str, str]]] = {}
    for ecran in ecrans.values():
        url = adresse(ecran.url_name)
        if url and _pour(membre, ecran):
            groupes.setdefault(ecran.groupe, []).append({"titre": ecran.titre, "url": url, "aide": ecran.aide})
    return groupes


@reserve_a_l_equipe
@require_http_methods(["GET", "HEAD", "POST"])
def identite(request: HttpRequest) -> HttpResponse:
    """The identity of the Centre, in one screen."""
    form = IdentiteForm(request.POST or None, instance=Identite.objects.courante())
    if request.method == "POST" and form.is_valid():
        form.enregistrer(par=request.user)
        messages.success(request, "L’identité du Centre est enregistrée : elle vaut sur toutes les pages.")
        return redirect("gestion_identite")
    return render(request, "gestion/identite.html", {"form": form, "titre": "Identité du Centre"})


def ferme(request: HttpRequest) -> HttpResponse:
    """A screen of Wagtail that has no use here."""
    raise Http404
