"""How a Jeudi registers: rules, questions, ateliers."""

from __future__ import annotations

from typing import Any

from django import forms

from centre.membres.models import Poste
from centre.temps import PARIS

from ..enums import GenreQuestion
from ..models import Atelier, Jeudi, Question, Regles
from ..operations import QUESTIONS
from ..operations.rappels import AU_PLUS_TOT


class ReglesForm(forms.ModelForm):
    """Quotas and priority, offers, reminders, shared rides."""

    rappels = forms.CharField(
        label="Rappels, en jours avant chaque séance", max_length=40, required=False,
        help_text="Par exemple « 7, 1 » : une semaine avant, puis la veille. Vide : aucun rappel.",
    )  # fmt: skip
    ouverture_le = forms.SplitDateTimeField(
        label="Ouvert à tous à partir du", required=False, help_text="À cette heure, les places encore gardées vont à qui attend, dans l’ordre.",
        widget=forms.SplitDateTimeWidget(
            date_attrs={"type": "date", "aria-label": "Jour"}, time_attrs={"type": "time", "aria-label": "Heure"},
            date_format="%Y-%m-%d", time_format="%H:%M",
        ),
    )  # fmt: skip
    categories = forms.MultipleChoiceField(
        label="Publics prioritaires", choices=Poste.CATEGORIES, required=False,
        widget=forms.CheckboxSelectMultiple, help_text="Aucun : les places vont dans l’ordre des demandes.",
    )  # fmt: skip

    class Meta:
        model = Regles
        fields = ("categories", "part", "max_par_territoire", "ouverture_le", "offre", "offre_heures", "rappels", "covoiturage")
        labels = {
            "part": "Part des places gardée pour ces publics (%)",
            "max_par_territoire": "Au plus, par territoire",
            "offre": "Proposer une place libérée avant de la donner",
            "offre_heures": "Heures pour répondre",
            "covoiturage": "Proposer le covoiturage",
        }
        help_texts = {
            "part": "100 : toutes les places, jusqu’à la date d’ouverture.",
            "offre": "La personne répond avant une heure dite, sinon la place va à la suivante. Près de la date, la place est donnée aussitôt.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["rappels"] = ", ".join(map(str, self.instance.rappels))
        if self.instance.ouverture_le:
            self.initial["ouverture_le"] = self.instance.ouverture_le.astimezone(PARIS)

    def clean_rappels(self) -> list[int]:
        """Numbers of days, each once, the furthest first."""
        try:
            jours = {int(mot) for mot in self.cleaned_data["rappels"].replace(",", " ").split()}
        except ValueError as faute:
            raise forms.ValidationError("Des nombres de jours séparés par des virgules, par exemple « 7, 1 ».") from faute
        if any(not 1 <= jour <= AU_PLUS_TOT for jour in jours):
            raise forms.ValidationError(f"Entre 1 et {AU_PLUS_TOT} jours avant.")
        return sorted(jours, reverse=True)


class QuestionForm(forms.Form):
    """One question; an empty one is not asked."""

    pk = forms.IntegerField(widget=forms.HiddenInput, required=False)
    genre = forms.ChoiceField(label="Sorte", choices=GenreQuestion.choices)
    libelle = forms.CharField(label="Question", max_length=200, required=False)
    choix = forms.CharField(
        label="Réponses proposées, une par ligne", max_length=1300, required=False, widget=forms.Textarea({"rows": 3}),
        help_text="Vide : la personne écrit ce qu’elle veut.",
    )  # fmt: skip
    obligatoire = forms.BooleanField(label="Réponse obligatoire", required=False)

    def clean(self) -> dict[str, Any]:
        """A choice has something to choose from."""
        d = super().clean() or {}
        lignes = list(dict.fromkeys(ligne.strip() for ligne in d.get("choix", "").splitlines() if ligne.strip()))
        if any(len(ligne) > 120 for ligne in lignes):
            self.add_error("choix", "Une réponse proposée tient en 120 caractères.")
        if d.get("libelle") and d.get("genre") == GenreQuestion.CHOIX and len(lignes) < 2:
            self.add_error("choix", "Donnez au moins deux réponses, une par ligne.")
        sans_choix = (GenreQuestion.OUI_NON, GenreQuestion.TEXTE, GenreQuestion.ATTENTES)
        d["choix"] = [] if d.get("genre") in sans_choix else lignes
        return d


class AtelierForm(forms.Form):
    """One atelier of a séance; an empty line is none."""

    pk = forms.IntegerField(widget=forms.HiddenInput, required=False)
    seance = forms.ChoiceField(label="Séance")
    titre = forms.CharField(label="Atelier", max_length=160, required=False)
    places = forms.IntegerField(label="Places", min_value=1, max_value=2000, required=False, help_text="Vide : sans limite.")

    def __init__(self, *args: Any, seances: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seance"].choices = seances  # type: ignore[attr-defined]


QuestionsFormSet = forms.formset_factory(QuestionForm, extra=1, max_num=20)
AteliersFormSet = forms.formset_factory(AtelierForm, extra=2, max_num=40)


def questions_initiales(jeudi: Jeudi) -> list[dict[str, Any]]:
    """The questions of a Jeudi; those the house proposes while nobody chose."""
    if not Regles.objects.filter(jeudi=jeudi).exists():
        return [question | {"choix": "\n".join(question["choix"])} for question in QUESTIONS]
    siennes = Question.objects.posees(jeudi)
    return [
        {"pk": q.pk, "genre": q.genre, "libelle": q.libelle, "choix": "\n".join(q.choix), "obligatoire": q.obligatoire}
        for q in siennes
    ]


def ateliers_initiaux(jeudi: Jeudi) -> list[dict[str, Any]]:
    """The lines of the ateliers."""
    return [{"pk": a.pk, "seance": str(a.seance_id), "titre": a.titre, "places": a.places} for a in Atelier.objects.du(jeudi)]


def questions_voulues(lignes: Any) -> list[dict[str, Any]]:
    """What was typed, for ``regler``."""
    return [form.cleaned_data for form in lignes if form.cleaned_data.get("libelle")]


def ateliers_voulus(lignes: Any) -> list[dict[str, Any]]:
    """What was typed, for ``regler``."""
    champs = [form.cleaned_data for form in lignes if form.cleaned_data.get("titre")]
    return [{"pk": d["pk"], "seance_id": int(d["seance"]), "titre": d["titre"], "places": d["places"]} for d in champs]
