"""Choosing themes, and writing them."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django import forms

from .enums import Genre
from .models import Synonyme, Theme
from .thesaurus import enregistrer_theme


class ParFamille(forms.models.ModelChoiceIterator):
    """Themes family by family, in one query, when the field is printed."""

    def __iter__(self) -> Any:
        for famille, themes in groupby(self.queryset, key=lambda theme: theme.famille):
            yield famille.nom, [self.choice(theme) for theme in themes]


class ChoixDeThemes(forms.ModelMultipleChoiceField):
    """Themes as boxes."""

    widget = forms.CheckboxSelectMultiple
    iterator = ParFamille


class UnParLigne(forms.CharField):
    """Several short texts, one a line: a list, each once, whatever the case."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, strip=True, max_length=8000, widget=forms.Textarea({"rows": 4}), **kwargs)

    def clean(self, value: Any) -> Any:
        """The lines that say something. Raises ValidationError for one that is too long."""
        lignes = [" ".join(ligne.split()) for ligne in str(super().clean(value)).splitlines()]
        gardees = list({ligne.casefold(): ligne for ligne in lignes if ligne}.values())
        if trop := next((ligne for ligne in gardees if len(ligne) > 200), ""):
            raise forms.ValidationError(f"Une ligne est trop longue : « {trop[:60]}… ».")
        return gardees


class ThemeForm(forms.ModelForm):
    """One theme of the vocabulary, with its words and its neighbours."""

    synonymes = UnParLigne(label="On dit aussi", help_text="Un mot ou une expression par ligne.")
    sigles = UnParLigne(
        label="Sigles", help_text="Un par ligne, avec ce qu’il veut dire : CUCS = contrat urbain de cohésion sociale."
    )
    voisins = ChoixDeThemes(label="Voir aussi", queryset=Theme.objects.none(), required=False)

    class Meta:
        model = Theme
        fields = ("nom", "famille", "definition", "plus_large")
        widgets = {"definition": forms.Textarea({"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        theme = self.instance
        autres = Theme.objects.exclude(pk=theme.pk).ranges()
        self.fields["voisins"].queryset = autres  # type: ignore[attr-defined]
        larges = Theme.objects.hors_de(theme).ranges() if theme.pk else autres
        self.fields["plus_large"].queryset = larges  # type: ignore[attr-defined]
        self.fields["plus_large"].empty_label = "Aucun"  # type: ignore[attr-defined]
        if theme.pk:
            self._dire(list(theme.synonymes.all()))
            self.initial["voisins"] = list(theme.voisins.values_list("pk", flat=True))

    def _dire(self, mots: list[Synonyme]) -> None:
        sigles = [mot for mot in mots if mot.genre == Genre.SIGLE]
        self.initial["synonymes"] = "\n".join(mot.texte for mot in mots if mot.genre == Genre.SYNONYME)
        self.initial["sigles"] = "\n".join(f"{s.texte} = {s.developpement}" if s.developpement else s.texte for s in sigles)

    def clean_synonymes(self) -> list[str]:
        """Each fits in its column."""
        return self._courts([(mot, "") for mot in self.cleaned_data["synonymes"]])

    def clean_sigles(self) -> list[tuple[str, str]]:
        """Pairs: initials, what they stand for."""
        paires = [tuple(bout.strip() for bout in f"{ligne} =".split("=")[:2]) for ligne in self.cleaned_data["sigles"]]
        self._courts([(sigle, sens) for sigle, sens in paires])
        return [(sigle, sens) for sigle, sens in paires]

    def _courts(self, paires: list[tuple[str, str]]) -> list[str]:
        mots = [mot for mot, _ in paires]
        if mauvais := next((mot for mot in mots if not 0 < len(mot) <= 120), None):
            raise forms.ValidationError(f"Ce mot est trop long : « {mauvais[:60]}… ».")
        if "" in mots:
            raise forms.ValidationError("Une ligne commence par « = » : écrivez le sigle avant.")
        return mots

    def enregistrer(self, par: Any) -> Theme:
        """Write what was typed, through the operation."""
        faits = self.cleaned_data
        return enregistrer_theme(
            theme=self.instance, voisins=faits["voisins"], synonymes=faits["synonymes"], sigles=faits["sigles"], par=par
        )


class ReunionForm(forms.Form):
    """Which theme is kept; then, once what it does was read, « oui »."""

    vers = forms.ModelChoiceField(
        label="Le réunir à", queryset=Theme.objects.none(), to_field_name="slug", empty_label="Choisissez…",
        error_messages={"required": "Choisissez le thème qui reste."},
    )  # fmt: skip
    oui = forms.BooleanField(label="J’ai lu ce qui va changer : c’est bien le même thème", required=False)

    def __init__(self, *args: Any, absorbe: Theme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["vers"].queryset = Theme.objects.exclude(pk=absorbe.pk).ranges()  # type: ignore[attr-defined]
