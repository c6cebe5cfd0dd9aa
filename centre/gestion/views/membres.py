"""The members: listed, filtered, several at once; an account closed and opened again."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from centre.espaces.enums import Public
from centre.espaces.vues import reserve_a_l_equipe
from centre.membres.enums import Etat
from centre.membres.models import Membre
from centre.membres.operations import ROLES, retablir, suspendre
from centre.presentation import adresse

from ..forms import FiltreMembres
from ..lot import GESTES, LotForm, exporter

PAR_PAGE = 50


@reserve_a_l_equipe
@require_safe
def membres(request: HttpRequest) -> HttpResponse:
    """The members, by name, with their post, their roles and the state of their account."""
    filtre = FiltreMembres(request.GET)
    lus = filtre.appliquer(Membre.objects.order_by("nom", "prenom", "pk")).avec_poste().prefetch_related("groups")
    page = Paginator(lus, PAR_PAGE).get_page(request.GET.get("page"))
    lignes = [(membre, _roles(membre)) for membre in page]
    contexte = {
        "filtre": filtre,
        "page": page,
        "lignes": lignes,
        "Etat": Etat,
        "titre": "Membres",
        "lot": LotForm(auto_id="lot_%s"),
    }
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
        try:
            faire(membre=membre, par=request.user)
            messages.success(request, f"Le compte de {membre} est {fait}.")
        except ValidationError as refus:
            messages.error(request, refus.messages[0])
        return redirect("gestion_membres")
    contexte = {"membre": membre, "geste": geste, "titre": str(membre), "retour": adresse("gestion_membres")}
    return render(request, "gestion/membre_etat.html", contexte)


@reserve_a_l_equipe
@require_POST
def lot(request: HttpRequest) -> HttpResponse:
    """One gesture on several members: first what it would do to each, then, once confirmed, the gesture itself."""
    form = LotForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(erreur) for erreurs in form.errors.values() for erreur in erreurs))
        return redirect("gestion_membres")
    choisis = list(form.cleaned_data["membres"].avec_poste().prefetch_related("groups"))
    if form.cleaned_data["geste"] == "exporter":
        return exporter(choisis, par=request.user)
    geste = GESTES[form.cleaned_data["geste"].partition(":")[0]]
    effets = geste.apercu(choisis, form.cleaned_data["geste"].partition(":")[2], request.user)
    if "confirmer" not in request.POST:
        contexte = {"effets": effets, "form": form, "titre": "Plusieurs membres", "geste": form.libelle}
        return render(request, "gestion/lot.html", contexte)
    faits = geste.appliquer(choisis, form.cleaned_data["geste"].partition(":")[2], request.user)
    messages.success(request, f"{form.libelle} : fait pour {faits} membre{'s' if faits > 1 else ''}.")
    return redirect("gestion_membres")
