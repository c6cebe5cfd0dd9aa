"""The team's queue of access requests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from centre.espaces.vues import reserve_a_l_equipe
from centre.templatetags.typographie import compter, pluralize

from ..enums import EtatDemande
from ..forms.demandes import AccepterForm, FiltreDemandes, LotDeDemandesForm, NoteForm, PreciserForm, RefuserForm
from ..models import DemandeAcces, Structure
from ..operations import demandes as operations
from ..operations.demandes_en_lot import accepter_plusieurs, examiner
from ..operations.entrees import trouver_structure
from ..rapprochements import membres_proches, structures_proches

PAR_PAGE = 50


def noms_des_structures() -> list[str]:
    """Every known name, for the team alone."""
    return list(Structure.objects.order_by("nom").values_list("nom", flat=True).distinct())


@reserve_a_l_equipe
@require_safe
def liste(request: HttpRequest) -> HttpResponse:
    """The requests whose address is confirmed, latest first; those in progress unless asked otherwise."""
    filtre = FiltreDemandes(request.GET)
    demandes = filtre.appliquer(DemandeAcces.objects.select_related("traitee_par"))
    page = Paginator(demandes, PAR_PAGE).get_page(request.GET.get("page"))
    a_cocher = any(demande.etat == EtatDemande.A_TRAITER for demande in page)
    contexte = {"filtre": filtre, "page": page, "a_cocher": a_cocher, "titre": "Demandes d’accès"}
    return render(request, "gestion/demandes.html", contexte)


@reserve_a_l_equipe
@require_safe
def voir(request: HttpRequest, pk: int) -> HttpResponse:
    """One request, who it resembles, and what can be answered."""
    return _page(request, _demande(pk))


def _demande(pk: int) -> DemandeAcces:
    return get_object_or_404(DemandeAcces.objects.confirmees().select_related("traitee_par", "membre"), pk=pk)


def _page(request: HttpRequest, demande: DemandeAcces, **lies: forms.BaseForm) -> HttpResponse:
    """The page; ``lies``: a form that was refused, in the place of the empty one."""
    formulaires: dict[str, Any] = {
        "accepter": lies.get("accepter") or AccepterForm(instance=demande, prefix="accepter"),
        "refuser": lies.get("refuser") or RefuserForm(prefix="refuser"),
        "preciser": lies.get("preciser") or PreciserForm(prefix="preciser"),
        "note": lies.get("note") or NoteForm(initial={"note": demande.note}, prefix="note"),
    }
    contexte = formulaires | {
        "demande": demande,
        "titre": str(demande),
        "refuse": next(iter(lies.values()), None),
        "territoires": demande.territoires.all(),
        "membres": membres_proches(demande),
        "connue": trouver_structure(demande.structure_nom),
        "structures_proches": structures_proches(demande.structure_nom),
        "structures": noms_des_structures(),
    }
    return render(request, "gestion/demande.html", contexte, status=422 if lies else 200)


def _repondre(
    request: HttpRequest, demande: DemandeAcces, nom: str, form: forms.BaseForm, agir: Callable[[], Any], fait: str
) -> HttpResponse:
    """Do what a valid form says, once; say it when a colleague was quicker."""
    if not form.is_valid():
        return _page(request, demande, **{nom: form})
    try:
        agir()
    except operations.DejaTraitee as deja:
        qui = f" par {deja}" if str(deja) else ""
        messages.warning(request, f"Cette demande a déjà été traitée{qui} : rien n’a été fait de plus.")
    except operations.DejaMembre:
        messages.error(request, f"Un compte existe déjà à l’adresse {demande.email} : refusez la demande en le disant.")
        return redirect("gestion_demande", pk=demande.pk)
    else:
        messages.success(request, fait)
    return redirect("gestion_demandes")


@reserve_a_l_equipe
@require_POST
def accepter(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the account."""
    demande = _demande(pk)
    form = AccepterForm(request.POST, instance=DemandeAcces.objects.get(pk=pk), prefix="accepter")

    def agir() -> None:
        operations.accepter(demande=demande, par=request.user, **form.champs())

    return _repondre(request, demande, "accepter", form, agir, f"Le compte de {demande} est ouvert ; un courriel le lui dit.")


@reserve_a_l_equipe
@require_POST
def refuser(request: HttpRequest, pk: int) -> HttpResponse:
    """Refuse, with the reason."""
    demande, form = _demande(pk), RefuserForm(request.POST, prefix="refuser")

    def agir() -> None:
        operations.refuser(demande=demande, motif=form.cleaned_data["motif"], par=request.user)

    return _repondre(request, demande, "refuser", form, agir, f"La demande de {demande} est refusée ; un courriel dit pourquoi.")


@reserve_a_l_equipe
@require_POST
def preciser(request: HttpRequest, pk: int) -> HttpResponse:
    """Send back for details."""
    demande, form = _demande(pk), PreciserForm(request.POST, prefix="preciser")

    def agir() -> None:
        operations.demander_des_precisions(demande=demande, question=form.cleaned_data["question"], par=request.user)

    return _repondre(request, demande, "preciser", form, agir, f"{demande} reçoit son formulaire à compléter.")


@reserve_a_l_equipe
@require_POST
def noter(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the team's note."""
    demande, form = _demande(pk), NoteForm(request.POST, prefix="note")
    if not form.is_valid():
        return _page(request, demande, note=form)
    operations.annoter(demande=demande, note=form.cleaned_data["note"], par=request.user)
    messages.success(request, "La note est enregistrée.")
    return redirect("gestion_demande", pk=pk)


@reserve_a_l_equipe
@require_POST
def lot(request: HttpRequest) -> HttpResponse:
    """Accept several: first what would happen to each, then, once confirmed, the acceptances."""
    form = LotDeDemandesForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Cochez au moins une demande.")
        return redirect("gestion_demandes")
    cles = [demande.pk for demande in form.cleaned_data["demandes"]]
    if "confirmer" not in request.POST:
        effets = examiner(cles)
        contexte = {"effets": effets, "possibles": sum(not e.empechement for e in effets), "titre": "Accepter plusieurs demandes"}
        return render(request, "gestion/demandes_lot.html", contexte)
    bilan = accepter_plusieurs(cles=cles, par=request.user)
    if bilan.ouverts:
        ouverts = compter(len(bilan.ouverts), "compte")
        messages.success(request, f"{ouverts} ouvert{pluralize(len(bilan.ouverts))} ; un courriel le dit à chaque personne.")
    for demande, raison in bilan.laisses:
        messages.warning(request, f"{demande} : {raison}.")
    return redirect("gestion_demandes")
