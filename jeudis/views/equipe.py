"""What the team does with a published Jeudi: who comes, register somebody, take the list away, cancel the whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from centre.tableur import telecharger
from centre.temps import date_locale

from .. import operations
from ..enums import EtatInscription, MotifAttente
from ..forms import AnnulerForm, InscrireForm, InscrireSansCompteForm
from ..models import Inscription, Jeudi
from .agenda import de_l_equipe, jeudi_des_personnes

ETATS = (EtatInscription.INSCRIT, EtatInscription.EN_ATTENTE, EtatInscription.ANNULEE)


@require_http_methods(["GET", "HEAD", "POST"])
def inscrits(request: HttpRequest, slug: str) -> HttpResponse:
    """The team's list: who comes, who waits, who cancelled; register or cancel somebody."""
    jeudi = jeudi_des_personnes(request, slug)
    if "annuler" in request.POST:
        return _annuler_une_inscription(request, jeudi)
    poste = request.POST if request.method == "POST" else None
    sans_compte = "sans_compte" in request.POST
    form = InscrireForm(None if sans_compte else poste, jeudi=jeudi)
    autre = InscrireSansCompteForm(poste if sans_compte else None, prefix="sc")
    if (form.is_valid() and _inscrire(request, jeudi, form)) or (
        autre.is_valid() and _inscrire_sans_compte(request, jeudi, autre)
    ):
        return redirect("jeudis:inscrits", jeudi.slug)
    lignes = list(jeudi.inscriptions.avec_participant().order_by("etat", "rang"))
    par_etat = [(etat.label, [i for i in lignes if i.etat == etat.value]) for etat in ETATS]
    contexte = {
        "jeudi": jeudi,
        "par_etat": par_etat,
        "a_confirmer": [i for i in lignes if i.etat == EtatInscription.A_CONFIRMER],
        "form": form,
        "autre": autre,
    }
    return render(request, "jeudis/inscrits.html", contexte, status=422 if form.errors or autre.errors else 200)


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
    _dire(request, str(membre), inscription, courriel=not jeudi.est_passe)
    return True


def _dire(request: HttpRequest, qui: str, inscription: Inscription, *, courriel: bool) -> None:
    complet = operations.motif_d_attente(inscription) == MotifAttente.COMPLET
    attend = "est sur la liste d’attente" + (" : le Jeudi est complet" if complet else "")
    suite = "est inscrit·e" if inscription.etat == EtatInscription.INSCRIT else attend
    messages.success(request, f"{qui} {suite}." + (" Un courriel part." if courriel else " Aucun courriel ne part."))


def _inscrire_sans_compte(request: HttpRequest, jeudi: Jeudi, form: InscrireSansCompteForm) -> bool:
    """Register who has no account; False, with an error beside the field, when it cannot be."""
    identite = form.identite()
    try:
        inscription = operations.inscrire_sans_compte(jeudi=jeudi, identite=identite, par=request.user)
    except PermissionDenied:
        form.add_error(None, "Publiez d’abord ce Jeudi : on ne s’inscrit ni à un brouillon, ni à un Jeudi annulé.")
        return False
    except ValidationError as faute:
        form.add_error(None, faute)
        return False
    courriel = bool(identite.courriel) and jeudi.espace.ouvert and not jeudi.est_passe
    _dire(request, f"{identite.prenom} {identite.nom}", inscription, courriel=courriel)
    return True


@require_safe
def inscrits_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """The list for a spreadsheet: who comes, then who waits, with the columns of the page."""
    jeudi = jeudi_des_personnes(request, slug)
    qui = ["Nom", "Prénom", "Adresse électronique", "Fonction", "Structure", "Catégorie", "Territoire"]
    entetes = ["Rang", *qui, "État", "Demandée le"]
    return telecharger(f"inscrits-{jeudi.slug[:60]}.csv", entetes, _lignes(jeudi))


def _lignes(jeudi: Jeudi) -> Iterator[list[Any]]:
    """One line per registration in force, in the order of the page."""
    for inscription in jeudi.inscriptions.en_cours().avec_participant():
        qui = inscription.participant
        nom = [qui.nom, qui.prenom, qui.courriel, qui.fonction, qui.structure, qui.categorie_lisible, qui.lieux]
        yield [inscription.rang, *nom, inscription.get_etat_display(), date_locale(inscription.demandee_le.date(), "courte")]


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
