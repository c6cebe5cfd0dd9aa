"""Around the comptes rendus: relevé de décisions, series, templates of the formes, delays."""

from __future__ import annotations

import statistics
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from centre.espaces.vues import reserve_a_l_equipe
from centre.publications.acces import peut_modifier

from .. import operations
from ..enums import EtatDecision, Forme
from ..forms import DecisionForm, ModeleForm, SerieForm
from ..models import CompteRendu, Decision, Jeudi, ModeleDeCompteRendu, Relecture, Serie
from .agenda import de_l_equipe


def _a_tenir(request: HttpRequest, slug: str) -> CompteRendu:
    """The compte rendu of that Jeudi, for who may write it."""
    objet = get_object_or_404(CompteRendu.objects.select_related("espace", "jeudi__espace"), jeudi=de_l_equipe(request, slug))
    if not peut_modifier(objet, request.user):
        raise Http404
    return objet


@require_http_methods(["GET", "HEAD", "POST"])
def decisions(request: HttpRequest, slug: str) -> HttpResponse:
    """The relevé: its lines, those of the séances before that are still pending, one more."""
    objet = _a_tenir(request, slug)
    form = DecisionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        faits = form.faits()
        ligne = operations.decider(compte_rendu=objet, jeton=form.cleaned_data["jeton"], par=request.user, **faits)
        messages.success(request, "La décision est au relevé.")
        _prevenir(request, ligne)
        return redirect("jeudis:decisions", slug)
    contexte = {"jeudi": objet.jeudi, "compte_rendu": objet, "form": form, "serie_form": _serie_form(objet.jeudi)}
    contexte |= {"decisions": objet.decisions.select_related("responsable"), "series": Serie.objects.all()}
    contexte["a_suivre"] = _a_suivre(request, objet.jeudi)
    return render(request, "jeudis/decisions.html", contexte, status=422 if form.errors else 200)


def _a_suivre(request: HttpRequest, jeudi: Jeudi) -> QuerySet[Decision]:
    lues = Decision.objects.visibles_pour(request.user).avant(jeudi).a_faire()
    return lues.select_related("responsable", "compte_rendu__jeudi").distinct()


def _serie_form(jeudi: Jeudi) -> SerieForm:
    return SerieForm(initial={"serie": Serie.objects.filter(maillons__jeudi=jeudi).values_list("nom", flat=True).first()})


def _prevenir(request: HttpRequest, ligne: Decision) -> None:
    """Whoever answers for it must be able to read it."""
    if ligne.responsable and not Decision.objects.visibles_pour(ligne.responsable).filter(pk=ligne.pk).exists():
        messages.warning(
            request,
            f"{ligne.responsable.nom_complet} ne peut pas lire cette décision pour l’instant : elle arrivera dans son espace "
            "quand le compte rendu sera publié là où elle ou il le lit.",
        )


@require_http_methods(["GET", "HEAD", "POST"])
def decision(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Change a line, take it out; its state alone, from the séance after (``vers``: the Jeudi to come back to)."""
    objet = _a_tenir(request, slug)
    ligne = get_object_or_404(objet.decisions.select_related("responsable"), pk=pk)
    retour = Jeudi.objects.visibles_pour(request.user).filter(slug=request.POST.get("vers", "")).first() or objet.jeudi
    if request.POST.get("geste") == "retirer":
        operations.retirer_la_decision(decision=ligne, par=request.user)
        messages.success(request, "La décision n’est plus au relevé.")
        return redirect("jeudis:decisions", retour.slug)
    if request.POST.get("geste") in EtatDecision.values:
        operations.tenir_la_decision(decision=ligne, par=request.user, etat=request.POST["geste"])
        messages.success(request, "C’est noté.")
        return redirect("jeudis:decisions", retour.slug)
    form = DecisionForm(request.POST if request.method == "POST" else None, decision=ligne)
    if request.method == "POST" and form.is_valid():
        ligne = operations.tenir_la_decision(decision=ligne, par=request.user, **form.faits())
        messages.success(request, "La décision est à jour.")
        _prevenir(request, ligne)
        return redirect("jeudis:decisions", slug)
    contexte = {"jeudi": objet.jeudi, "decision": ligne, "form": form}
    return render(request, "jeudis/decision.html", contexte, status=422 if form.errors else 200)


@require_POST
def serie(request: HttpRequest, slug: str) -> HttpResponse:
    """Put the Jeudi in a series, or out of it."""
    objet = _a_tenir(request, slug)
    form = SerieForm(request.POST)
    if form.is_valid():
        operations.ranger_dans_la_serie(jeudi=objet.jeudi, serie=form.cleaned_data["serie"], par=request.user)
        messages.success(request, "La série de ce Jeudi est enregistrée.")
    else:
        messages.error(request, "Ce nom de série est trop long : 160 signes au plus.")
    return redirect("jeudis:decisions", slug)


@require_http_methods(["GET", "HEAD", "POST"])
def mes_decisions(request: HttpRequest) -> HttpResponse:
    """What the reader has to do, as their own comptes rendus say it; « c’est fait »."""
    miennes = Decision.objects.de(request.user).publiees().visibles_pour(request.user)
    miennes = miennes.select_related("compte_rendu__jeudi")
    if request.method == "POST":
        choisie = request.POST.get("faite", "")
        ligne = get_object_or_404(miennes, pk=choisie if choisie.isdecimal() else 0)
        operations.tenir_la_decision(decision=ligne, par=request.user, etat=EtatDecision.FAITE)
        messages.success(request, f"Merci : « {ligne.quoi} » est noté comme fait.")
        return redirect("jeudis:mes_decisions")
    contexte: dict[str, Any] = {"decisions": miennes.a_faire()}
    contexte["closes"] = miennes.exclude(etat=EtatDecision.A_FAIRE).order_by("-close_le", "-pk")[:10]
    return render(request, "jeudis/mes_decisions.html", contexte)


@require_safe
@reserve_a_l_equipe
def suivi(request: HttpRequest) -> HttpResponse:
    """Every pending decision of what is published, the late ones first; the corrections that speakers propose."""
    lues = Decision.objects.visibles_pour(request.user).publiees().a_faire()
    feuille = Paginator(lues.select_related("responsable", "compte_rendu__jeudi"), 30).get_page(request.GET.get("page"))
    relectures = Relecture.objects.a_reprendre().select_related("compte_rendu__jeudi")
    return render(request, "jeudis/suivi.html", {"page": feuille, "relectures": relectures})


@require_safe
@reserve_a_l_equipe
def modeles(request: HttpRequest) -> HttpResponse:
    """The four formes, and whose template each starts from."""
    siens = set(ModeleDeCompteRendu.objects.values_list("forme", flat=True))
    formes = [(forme, forme.value in siens) for forme in Forme]
    return render(request, "jeudis/modeles.html", {"formes": formes})


@require_http_methods(["GET", "HEAD", "POST"])
@reserve_a_l_equipe
def modele(request: HttpRequest, forme: str) -> HttpResponse:
    """Write the template of a forme, or go back to the house's."""
    if forme not in Forme.values:
        raise Http404
    if request.POST.get("geste") == "maison":
        operations.ecrire_le_modele(forme=forme, texte="", par=request.user)
        messages.success(request, "Le modèle de la maison est de retour.")
        return redirect("jeudis:modeles")
    instance = ModeleDeCompteRendu(forme=forme, texte=ModeleDeCompteRendu.de_la_forme(forme))
    form = ModeleForm(request.POST if request.method == "POST" else None, instance=instance)
    if request.method == "POST" and form.is_valid():
        operations.ecrire_le_modele(forme=forme, texte=form.cleaned_data["texte"], par=request.user)
        messages.success(request, "Le modèle est enregistré : les prochains comptes rendus en partiront.")
        return redirect("jeudis:modeles")
    media: Any = form.media
    signe = media.with_nonce(request.csp_nonce) if hasattr(media, "with_nonce") else media  # type: ignore[attr-defined]
    contexte = {"form": form, "forme": Forme(forme), "media_du_formulaire": signe}
    return render(request, "jeudis/modele.html", contexte, status=422 if form.errors else 200)


@require_safe
@reserve_a_l_equipe
def delais(request: HttpRequest) -> HttpResponse:
    """From the Jeudi to its compte rendu, in days: each one, and the median of each year."""
    lus = CompteRendu.objects.visibles_pour(request.user).publies().select_related("jeudi")
    par_annee: dict[int, list[CompteRendu]] = {}
    for objet in lus.filter(jeudi__dernier_jour__isnull=False).order_by("-jeudi__dernier_jour", "-pk"):
        par_annee.setdefault(objet.jeudi.dernier_jour.year, []).append(objet)  # type: ignore[union-attr]
    annees = [(annee, statistics.median(o.delai or 0 for o in objets), objets) for annee, objets in par_annee.items()]
    return render(request, "jeudis/delais.html", {"annees": annees})
