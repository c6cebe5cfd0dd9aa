"""The questionnaire: as it is answered, and as the team writes it."""

from __future__ import annotations

from typing import Any

from django import forms

from ..enums import GenreQuestionAvis
from ..models import Evaluation
from ..operations import Ecrite

NOTES = [(4, "Tout à fait"), (3, "Plutôt oui"), (2, "Plutôt non"), (1, "Pas du tout")]


class AvisForm(forms.Form):
    """One answer per question, none of them required; signed by choice only."""

    def __init__(self, *args: Any, evaluation: Evaluation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = list(evaluation.questions.order_by("ordre", "pk"))
        for question in self.questions:
            self.fields[f"q{question.pk}"] = self._champ(question.intitule, question.genre)
        aide = "Sans cela, rien ne relie vos réponses à vous."
        self.fields["signer"] = forms.BooleanField(label="Signer mes réponses de mon nom", required=False, help_text=aide)

    def _champ(self, intitule: str, genre: str) -> forms.Field:
        if genre == GenreQuestionAvis.TEXTE:
            aide = "N’y mettez aucun nom : l’équipe lit ces mots tels quels."
            return forms.CharField(
                label=intitule, required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 4}), help_text=aide
            )
        return forms.TypedChoiceField(
            label=intitule, required=False, choices=NOTES, coerce=int, empty_value=None, widget=forms.RadioSelect
        )

    @property
    def notes(self) -> dict[int, int]:
        """QuestionAvis → note."""
        return self._lues(GenreQuestionAvis.NOTE)

    @property
    def mots(self) -> dict[int, str]:
        """QuestionAvis → words."""
        return self._lues(GenreQuestionAvis.TEXTE)

    def _lues(self, genre: str) -> dict[int, Any]:
        siennes = (q for q in self.questions if q.genre == genre)
        return {q.pk: self.cleaned_data[f"q{q.pk}"] for q in siennes if self.cleaned_data.get(f"q{q.pk}")}


class QuestionAvisForm(forms.Form):
    """One question of the team's; an empty line is none."""

    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)
    intitule = forms.CharField(label="Question", max_length=200, required=False)
    genre = forms.ChoiceField(label="On répond par", choices=GenreQuestionAvis.choices)

    def ecrite(self) -> Ecrite | None:
        """The question typed, or None."""
        d = self.cleaned_data
        return Ecrite(d["intitule"].strip(), d["genre"], d["pk"]) if d.get("intitule", "").strip() else None


class QuestionsBase(forms.BaseFormSet):
    """The questionnaire of a forme: one question at least."""

    def clean(self) -> None:
        """At least one question."""
        if not any(self.errors) and not self.ecrites():
            raise forms.ValidationError("Gardez au moins une question.")

    def ecrites(self) -> list[Ecrite]:
        """The questions, in order."""
        return [ecrite for form in self.forms if (ecrite := form.ecrite()) is not None]


QuestionsAvisFormSet = forms.formset_factory(QuestionAvisForm, formset=QuestionsBase, extra=2, max_num=12)
