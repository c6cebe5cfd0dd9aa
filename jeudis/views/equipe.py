"""What the team does with a published Jeudi: who comes, register somebody, take the list away, cancel the whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from centre.membres.models import Membre
from centre.tableur import telecharger
from centre.temps import date_locale

from .. import operations
from ..enums import EtatInscription
from ..forms import AnnulerForm, InscrireForm
from ..models import Inscription, Jeudi
from .agenda import de_l_equipe

ETATS = (EtatInscription.INSCRIT, EtatInscription.EN_ATTENTE, EtatInscription.ANNULEE)


@require_http_methods(["GET", "HEAD", "POST"])
def inscrits(request: HttpRequest, slug: str) -> HttpResponse:
    """The team's list: who comes, who waits, who cancelled; register or cancel somebody."""
    jeudi = de_l_equipe(request, slug)
    if "annuler" in request.POST:
        return _annuler_une_inscription(request, jeudi)
    form = InscrireForm(request.POST if request.method == "POST" else None, jeudi=jeudi)
    if request.method == "POST" and form.is_valid() and _inscrire(request, jeudi, form):
        return redirect("jeudis:inscrits", jeudi.slug)
    lignes = list(jeudi.inscriptions.select_related("membre").order_by("etat", "rang"))
    par_etat = [(etat.label, [i for i in lignes if i.etat == etat.value]) for etat in ETATS]
    contexte = {"jeudi": jeudi, "par_etat": par_etat, "form": form}
    return render(request, "jeudis/inscrits.html", contexte, status=422 if form.errors else 200)


def _annuler_une_inscription(request: HttpRequest, jeudi: Jeudi) -> HttpResponse:
    choisie = request.POST["annuler"]
    cible = get_object_or_404(Inscription.objects.filter(jeudi=jeudi), pk=choisie if choisie.isdecimal() else 0)
    operations.annuler_inscription(inscription=cible, par=request.user)
    suite = "aucun courriel ne part, le Jeudi est passé" if jeudi.est_passe else "un courriel part"
    messages.success(request, f"L’inscription est annulée, {suite}.")
    return redirect("jeudis:inscrits", jeudi.slug)


def _inscrire(request: HttpRequest, jeudi: Jeudi, form: InscrireForm) -> bool:
    """Register the member of the form; False, with an error beside the field, when things changed meanwhile."""
    membre = form.cleaned_data["adresse"]
    try:
        inscription = operations.inscrire(jeudi=jeudi, membre=membre, par=request.user)
    except PermissionDenied:
        form.add_error("adresse", "Cette inscription n’est plus possible.")
        return False
    suite = (
        "est inscrit·e" if inscription.etat == EtatInscription.INSCRIT else "est sur la liste d’attente : le Jeudi est complet"
    )
    messages.success(request, f"{membre} {suite}." + ("" if jeudi.est_passe else " Un courriel part."))
    return True


@require_safe
def inscrits_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """The list for a spreadsheet: who comes, then who waits."""
    jeudi = de_l_equipe(request, slug)
    entetes = ["Rang", "Nom", "Prénom", "Adresse électronique", "Fonction", "Structure", "État", "Demandée le"]
    return telecharger(f"inscrits-{jeudi.slug[:60]}.csv", entetes, _lignes(jeudi))


def _lignes(jeudi: Jeudi) -> Iterator[list[Any]]:
    """One line per registration in force, in the order of the page."""
    avec_poste = Prefetch("membre", Membre.objects.avec_poste())
    for inscription in jeudi.inscriptions.en_cours().prefetch_related(avec_poste):
        membre: Any = inscription.membre
        poste = membre and membre.poste
        qui = [membre.nom, membre.prenom, membre.email] if membre else ["Ancien membre", "", ""]
        ou = [poste.fonction, poste.structure or ""] if poste else ["", ""]
        yield [inscription.rang, *qui, *ou, inscription.get_etat_display(), date_locale(inscription.demandee_le.date(), "courte")]


@require_http_methods(["GET", "HEAD", "POST"])
def annuler(request: HttpRequest, slug: str) -> HttpResponse:
    """Cancel the whole Jeudi, or take that back, after a page that says who is written to."""
    jeudi = de_l_equipe(request, slug)
    if not jeudi.est_publie:
        raise Http404
    if request.POST.get("geste") == "retablir":
        operations.retablir_jeudi(jeudi=jeudi, par=request.user)
        messages.success(request, "L’annulation est levée : ce Jeudi aura lieu.")
        return redirect(jeudi)
    form = AnnulerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and (jeudi.annule_le or form.is_valid()):
        if not jeudi.annule_le:
            operations.annuler_jeudi(jeudi=jeudi, motif=form.cleaned_data["motif"], par=request.user)
        messages.success(request, "Ce Jeudi est annulé.")
        return redirect(jeudi)
    prevenues = operations.a_prevenir(jeudi)
    en_attente = sum(inscription.etat == EtatInscription.EN_ATTENTE for inscription in prevenues)
    contexte = {"jeudi": jeudi, "form": form, "n_prevenus": len(prevenues), "n_attente": en_attente}
    return render(request, "jeudis/annuler.html", contexte, status=422 if form.errors else 200)
