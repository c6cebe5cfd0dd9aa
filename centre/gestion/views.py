"""The team's screens: Ma journée, identity, members, journal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from centre.espaces.enums import Public
from centre.espaces.vues import reserve_a_l_equipe
from centre.journal.models import Ligne
from centre.membres.enums import Etat
from centre.membres.models import Membre
from centre.membres.operations import ROLES, retablir, suspendre
from centre.presentation import adresse
from centre.registre import Ecran, LigneDeJournee, ecrans, journee

from .forms import FiltreJournal, FiltreMembres, IdentiteForm
from .models import Identite

PAR_PAGE = 50


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


@reserve_a_l_equipe
@require_safe
def journal(request: HttpRequest) -> HttpResponse:
    """The audit log, latest first."""
    filtre = FiltreJournal(request.GET)
    lignes = filtre.appliquer(Ligne.objects.select_related("acteur", "content_type"))
    page = Paginator(lignes, PAR_PAGE).get_page(request.GET.get("page"))
    return render(request, "gestion/journal.html", {"filtre": filtre, "page": page, "titre": "Journal"})


@reserve_a_l_equipe
@require_safe
def membres(request: HttpRequest) -> HttpResponse:
    """The members, by name, with their post, their roles and the state of their account."""
    filtre = FiltreMembres(request.GET)
    lus = filtre.appliquer(Membre.objects.order_by("nom", "prenom", "pk")).avec_poste().prefetch_related("groups")
    page = Paginator(lus, PAR_PAGE).get_page(request.GET.get("page"))
    lignes = [(membre, _roles(membre)) for membre in page]
    contexte = {"filtre": filtre, "page": page, "lignes": lignes, "Etat": Etat, "titre": "Membres"}
    return render(request, "gestion/membres.html", contexte)


def _roles(membre: Membre) -> list[str]:
    """The labels of a member's roles, from the groups already fetched."""
    noms = {groupe.name for groupe in membre.groups.all()}
    return [str(Public(role).label) for role in ROLES if role.value in noms]


@reserve_a_l_equipe
@require_http_methods(["GET", "HEAD", "POST"])
def suspension(request: HttpRequest, pk: int) -> HttpResponse:
    """Close an account, after a page that says what it does."""
    return _changer_l_etat(request, pk, geste="suspendre", faire=suspendre, fait="suspendu")


@reserve_a_l_equipe
@require_http_methods(["GET", "HEAD", "POST"])
def retablissement(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a suspended account again, after a page that says what it does."""
    return _changer_l_etat(request, pk, geste="retablir", faire=retablir, fait="rétabli")


def _changer_l_etat(request: HttpRequest, pk: int, *, geste: str, faire: Callable[..., None], fait: str) -> HttpResponse:
    membre = get_object_or_404(Membre.objects.avec_poste(), pk=pk)
    if geste == "suspendre" and membre.pk == request.user.pk:
        messages.error(request, "On ne suspend pas son propre compte.")
        return redirect("gestion_membres")
    if request.method == "POST":
        faire(membre=membre, par=request.user)
        messages.success(request, f"Le compte de {membre} est {fait}.")
        return redirect("gestion_membres")
    contexte = {"membre": membre, "geste": geste, "titre": str(membre), "retour": adresse("gestion_membres")}
    return render(request, "gestion/membre_etat.html", contexte)


def ferme(request: HttpRequest) -> HttpResponse:
    """A screen of Wagtail that has no use here."""
    raise Http404
