"""The team's list of questions that found nothing, and what it does about each."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from centre.catalogue.models import Entree
from centre.espaces.vues import reserve_a_l_equipe
from centre.templatetags.typographie import compter

from .. import questions as operations
from ..forms import SynonymeForm
from ..models import QuestionVaine
from ..moteur import chercher
from ..requete import lire, nettoyer

PAR_PAGE = 50
#: Entries proposed as an answer.
PROPOSEES = 10


@reserve_a_l_equipe
@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    """Those to look at, the most awaited first."""
    page = Paginator(QuestionVaine.objects.a_regarder(), PAR_PAGE).get_page(request.GET.get("page"))
    return render(request, "recherche/questions.html", {"page": page, "titre": "Recherches sans résultat"})


@reserve_a_l_equipe
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, pk: int) -> HttpResponse:
    """One question: point to the page that answers, say how it is also written, or close it."""
    vaine = get_object_or_404(QuestionVaine.objects.avec_les_attentes(), pk=pk)
    geste = request.POST.get("geste", "")
    form = SynonymeForm(request.POST if geste == "synonyme" else None)
    if geste == "repondre":
        entree = get_object_or_404(Entree.objects.publies().visibles_pour(request.user), pk=_nombre(request.POST.get("entree")))
        return _dire(request, operations.repondre(question=vaine, entree=entree, par=request.user))
    if geste == "clore":
        operations.clore(question=vaine, par=request.user)
        messages.success(request, "La question est close.")
        return redirect("gestion_recherche:questions")
    if geste == "synonyme" and form.is_valid():
        equivalent = form.cleaned_data["equivalent"]
        return _dire(request, operations.ajouter_un_synonyme(question=vaine, equivalent=equivalent, par=request.user))
    contexte = {"question": vaine, "form": form, "titre": vaine.mots} | _propositions(request, vaine)
    return render(request, "recherche/question.html", contexte, status=422 if form.errors else 200)


def _nombre(texte: str | None) -> int:
    return int(texte) if texte and texte.isascii() and texte.isdigit() and len(texte) < 19 else 0


def _propositions(request: HttpRequest, vaine: QuestionVaine) -> dict[str, Any]:
    """Entries that may answer, found with other words (``q``)."""
    q = nettoyer(request.GET.get("q", ""))
    pks = [ligne.pk for ligne in chercher(request.user, lire(q).tsquery).lignes[:PROPOSEES]] if q else []
    entrees = Entree.objects.select_related("espace").in_bulk(pks)
    return {"q": q, "propositions": [entrees[pk] for pk in pks]}


def _dire(request: HttpRequest, prevenues: int) -> HttpResponse:
    suite = f" {compter(prevenues, 'personne')} reçoivent un courriel." if prevenues > 1 else " Une personne reçoit un courriel."
    messages.success(request, "C’est noté." + (suite if prevenues else ""))
    return redirect("gestion_recherche:questions")
