"""What those who were there thought: answered by a link or on the page, read and compared by the team."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from centre.espaces.vues import reserve_a_l_equipe
from centre.tableur import telecharger

from .. import operations
from ..enums import Forme
from ..forms import AvisForm, QuestionsAvisFormSet
from ..models import SEUIL, Evaluation, QuestionAvis, Sollicitation, comparaisons, resultats
from .agenda import lisibles
from .emargement import a_emarger_ou_404


def par_lien(request: HttpRequest, lien: Any) -> HttpResponse:
    """The questionnaire through the link of a mail; a Jeudi withdrawn asks nothing any more."""
    sollicitation = Sollicitation.objects.select_related("evaluation__jeudi").get(pk=lien.objet.pk)
    if sollicitation.evaluation.jeudi.retire_le:
        raise Http404
    return _repondre(request, sollicitation)


@require_http_methods(["GET", "HEAD", "POST"])
def avis(request: HttpRequest, slug: str) -> HttpResponse:
    """The same questionnaire, from the page of the Jeudi."""
    jeudi = get_object_or_404(lisibles(request).publies(), slug=slug)
    siennes = Sollicitation.objects.de(request.user).select_related("evaluation__jeudi")
    return _repondre(request, get_object_or_404(siennes, evaluation__jeudi=jeudi))


def _repondre(request: HttpRequest, sollicitation: Sollicitation) -> HttpResponse:
    evaluation, contexte = (
        sollicitation.evaluation,
        {"jeudi": sollicitation.evaluation.jeudi, "evaluation": sollicitation.evaluation},
    )
    if sollicitation.a_repondu or not evaluation.est_ouverte:
        return render(request, "jeudis/avis_clos.html", contexte | {"deja": sollicitation.a_repondu})
    form = AvisForm(request.POST if request.method == "POST" else None, evaluation=evaluation)
    if request.method == "POST" and form.is_valid():
        try:
            operations.donner_son_avis(
                sollicitation=sollicitation, notes=form.notes, mots=form.mots, signe=form.cleaned_data["signer"]
            )
        except ValidationError as refus:
            form.add_error(None, refus)
        else:
            return render(request, "jeudis/avis_clos.html", contexte | {"merci": True})
    return render(request, "jeudis/avis.html", contexte | {"form": form}, status=422 if form.errors else 200)


# --- the team ---


@require_safe
def evaluation(request: HttpRequest, slug: str) -> HttpResponse:
    """The answers about one Jeudi; nothing is split under five."""
    jeudi = a_emarger_ou_404(request, slug)
    la_sienne = get_object_or_404(Evaluation, jeudi=jeudi)
    sollicitations = Sollicitation.objects.filter(evaluation=la_sienne)
    contexte = {
        "jeudi": jeudi,
        "evaluation": la_sienne,
        "seuil": SEUIL,
        "demandes": sollicitations.count(),
        "reponses": la_sienne.avis.count(),
        "resultats": [(resultat, _barres(resultat.repartition)) for resultat in resultats(la_sienne)],
    }
    return render(request, "jeudis/evaluation.html", contexte)


def _barres(repartition: tuple[tuple[int, int], ...]) -> list[dict[str, Any]]:
    """Four bars of at most 300 units."""
    from ..forms.evaluation import NOTES

    comptes = dict(repartition)
    plus = max(comptes.values(), default=0) or 1
    return [
        {"mots": mots, "n": comptes.get(note, 0), "largeur": round(300 * comptes.get(note, 0) / plus), "y": 28 * rang}
        for rang, (note, mots) in enumerate(NOTES)
    ]


def _evaluees(request: HttpRequest) -> Any:
    """Evaluations of the Jeudis this person reads; examples and the Centre's own never add up."""
    jeudis = lisibles(request)
    reelles = Evaluation.objects.filter(jeudi__in=jeudis.filter(exemple=False))
    return reelles if reelles.exists() else Evaluation.objects.filter(jeudi__in=jeudis)


@require_safe
@reserve_a_l_equipe
def evaluations(request: HttpRequest) -> HttpResponse:
    """By forme and by year."""
    lues = _evaluees(request)
    lignes = comparaisons(lues)
    barres = [
        {"ligne": ligne, "largeur": round(100 * (ligne.moyenne or 0)), "y": 30 * rang}
        for rang, ligne in enumerate(ligne for ligne in lignes if ligne.moyenne)
    ]
    recentes = lues.select_related("jeudi").order_by("-jeudi__dernier_jour", "-pk")[:30]
    contexte = {"lignes": lignes, "barres": barres, "hauteur": 30 * len(barres), "seuil": SEUIL, "recentes": recentes}
    return render(request, "jeudis/evaluations.html", contexte)


@require_safe
@reserve_a_l_equipe
def evaluations_csv(request: HttpRequest) -> HttpResponse:
    """The same table for a spreadsheet."""
    entetes = ["Forme", "Année", "Jeudis évalués", "Demandes", "Réponses", "Moyenne sur 4"]
    lignes = (
        [c.libelle, c.annee, c.jeudis, c.demandes, c.avis, f"{c.moyenne:.2f}".replace(".", ",") if c.moyenne else "moins de cinq"]
        for c in comparaisons(_evaluees(request))
    )
    return telecharger("evaluations-des-jeudis.csv", entetes, lignes)


@require_http_methods(["GET", "HEAD", "POST"])
@reserve_a_l_equipe
def questions(request: HttpRequest) -> HttpResponse:
    """The questionnaire of a forme, from the next Jeudi on."""
    demandee = request.GET.get("forme", "")
    forme = Forme(demandee) if demandee in Forme.values else Forme.SEANCE
    posees = [{"pk": q.pk, "intitule": q.intitule, "genre": q.genre} for q in QuestionAvis.objects.posees(forme)]
    formset: Any = QuestionsAvisFormSet(request.POST if request.method == "POST" else None, initial=posees, prefix="questions")
    if request.method == "POST" and formset.is_valid():
        operations.ecrire_les_questions(forme=forme, ecrites=formset.ecrites(), par=request.user)
        messages.success(request, f"Questionnaire enregistré : {forme.label}.")
        return redirect(f"{reverse('jeudis:questions')}?forme={forme.value}")
    contexte = {"formset": formset, "forme": forme, "formes": Forme.choices}
    refus = request.method == "POST"
    return render(request, "jeudis/questions.html", contexte, status=422 if refus else 200)
