"""The team chooses how a Jeudi registers, and reads what was answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from centre.tableur import telecharger
from centre.temps import date_locale

from .. import operations
from ..forms import (
    AteliersFormSet,
    QuestionsFormSet,
    ReglesForm,
    ateliers_initiaux,
    ateliers_voulus,
    questions_initiales,
    questions_voulues,
)
from ..models import Atelier, Inscription, Jeudi, Question, Regles, Reponse
from .agenda import jeudi_des_personnes


@require_http_methods(["GET", "HEAD", "POST"])
def regles(request: HttpRequest, slug: str) -> HttpResponse:
    """Quotas, offers, reminders, questions, ateliers: one page."""
    jeudi = jeudi_des_personnes(request, slug)
    envoye = request.POST if request.method == "POST" else None
    form = ReglesForm(envoye, instance=Regles.objects.pour(jeudi))
    questions = QuestionsFormSet(envoye, initial=questions_initiales(jeudi), prefix="questions")
    seances = [(str(s.pk), s.titre or date_locale(s.jour, "longue")) for s in jeudi.seances.all()]
    ateliers = AteliersFormSet(envoye, initial=ateliers_initiaux(jeudi), prefix="ateliers", form_kwargs={"seances": seances})
    valides = [partie.is_valid() for partie in (form, questions, ateliers)]
    if envoye is not None and all(valides):
        operations.regler(
            jeudi=jeudi, regles=form.cleaned_data, questions=questions_voulues(questions), ateliers=ateliers_voulus(ateliers),
            par=request.user,
        )  # fmt: skip
        messages.success(request, "Les règles d’inscription sont enregistrées.")
        return redirect("jeudis:inscrits", jeudi.slug)
    nouveau = not Regles.objects.filter(jeudi=jeudi).exists()
    contexte = {"jeudi": jeudi, "form": form, "questions": questions, "ateliers": ateliers, "nouveau": nouveau}
    return render(request, "jeudis/regles.html", contexte, status=422 if envoye is not None else 200)


@require_safe
def besoins(request: HttpRequest, slug: str) -> HttpResponse:
    """Meals, needs, expectations: how many, and who."""
    jeudi = jeudi_des_personnes(request, slug)
    contexte = {"jeudi": jeudi, "tableaux": list(_tableaux(jeudi)), "ateliers": _ateliers(jeudi)}
    return render(request, "jeudis/besoins_des_inscrits.html", contexte)


def _reponses(jeudi: Jeudi) -> list[Reponse]:
    """The answers of who comes, each knowing its participant."""
    reponses = list(Reponse.objects.de_qui_vient(jeudi).select_related("question"))
    venues = {i.pk: i for i in Inscription.objects.filter(jeudi=jeudi).inscrits().avec_participant()}
    for reponse in reponses:
        reponse.inscription = venues[reponse.inscription_id]
    return reponses


def _tableaux(jeudi: Jeudi) -> Iterator[dict[str, Any]]:
    """One per question: its answers counted, then each person's."""
    par_question: dict[int, list[Reponse]] = {}
    for reponse in _reponses(jeudi):
        par_question.setdefault(reponse.question_id, []).append(reponse)
    for question in Question.objects.posees(jeudi):
        siennes = par_question.get(question.pk, [])
        comptes: list[tuple[str, int]] = []
        if question.choix or question.genre == "oui_non":
            comptes = Counter(valeur for reponse in siennes for valeur in reponse.valeurs).most_common()
        yield {"question": question, "reponses": siennes, "comptes": comptes}


def _ateliers(jeudi: Jeudi) -> list[Atelier]:
    return list(Atelier.objects.du(jeudi))


@require_safe
def besoins_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """The same for a spreadsheet: one line per answer."""
    jeudi = jeudi_des_personnes(request, slug)
    lignes = (
        [
            r.question.get_genre_display(),
            r.question.libelle,
            r.inscription.participant.nom,
            r.inscription.participant.prenom,
            str(r),
        ]
        for r in _reponses(jeudi)
    )
    return telecharger(f"besoins-{jeudi.slug[:60]}.csv", ["Sorte", "Question", "Nom", "Prénom", "Réponse"], lignes)
