"""What the team types in a compte rendu."""

from __future__ import annotations

from typing import Any

from django import forms
from modelcluster.forms import ClusterForm

from centre.espaces.acces import espaces
from centre.espaces.enums import Niveau
from centre.espaces.models import Espace
from centre.themes.forms import ChoixDeThemes
from centre.themes.models import Theme

from ..models import CompteRendu


class CompteRenduForm(ClusterForm):
    """The one source of the two editions."""

    titre = forms.CharField(label="Titre", max_length=200, required=False)
    themes = ChoixDeThemes(label="Thèmes", queryset=Theme.objects.ranges(), required=False)
    jeton = forms.UUIDField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    #: What the form was opened on, part by part: tells who changed what when two people write (``views.ecriture``).
    repere = forms.JSONField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = CompteRendu
        exclude: list[str] = []
        fields = ["titre", "resume", "texte", "themes"]
        widgets = {"resume": forms.Textarea(attrs={"rows": 4})}
        formsets: dict[str, Any] = {}

    def __init__(self, *args: Any, membre: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["texte"].required = False
        self.fields["titre"].attendu = self.fields["texte"].attendu = True
        self.fields["texte"].help_text = (
            "Un passage marqué « Réservé » (bouton du même nom) quitte l’édition publique ; "
            "sans mise en forme, commencez le paragraphe par « [réservé] »."
        )


class EditionForm(forms.Form):
    """Who reads the public edition."""

    publique = forms.ModelChoiceField(
        label="Qui lit l’édition publique ?", queryset=Espace.objects.none(), required=False, blank=True, widget=forms.RadioSelect,
        empty_label="Personne : seulement l’édition réservée",
    )  # fmt: skip

    def __init__(self, *args: Any, membre: Any, actuel: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["publique"].queryset = espaces(membre, Niveau.CONTRIBUER).par_ordre()  # type: ignore[attr-defined]
        self.initial["publique"] = actuel
