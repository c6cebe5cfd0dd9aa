"""What the team types in a dossier."""

from __future__ import annotations

from typing import Any

from django import forms
from modelcluster.forms import ClusterForm

from centre.territoires.models import Territoire
from centre.themes.forms import ChoixDeThemes
from centre.themes.models import Theme

from ..models import Dossier


class DossierForm(ClusterForm):
    """Title, two sentences, editorial text."""

    titre = forms.CharField(label="Titre", max_length=200, required=False)
    themes = ChoixDeThemes(label="Thèmes", queryset=Theme.objects.ranges(), required=False)
    territoires = forms.ModelMultipleChoiceField(
        label="Territoires", queryset=Territoire.objects.affirmes().hors_communes(), required=False
    )
    jeton = forms.UUIDField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Dossier
        exclude: list[str] = []
        fields = ["titre", "chapo", "texte", "themes", "territoires"]
        widgets = {"chapo": forms.Textarea(attrs={"rows": 3})}
        formsets: dict[str, Any] = {}

    def __init__(self, *args: Any, membre: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["texte"].required = False
        self.fields["titre"].attendu = True


class LienForm(forms.Form):
    """An address outside of the portal."""

    adresse = forms.URLField(
        label="Adresse de la page",
        max_length=500,
        assume_scheme="https",
        error_messages={"required": "Collez l’adresse de la page."},
    )
    titre = forms.CharField(label="Titre", max_length=200, error_messages={"required": "Donnez un titre à ce lien."})
    commentaire = forms.CharField(
        label="Pourquoi le lire", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class AjouterForm(forms.Form):
    """In which dossier: one there is, or a new one."""

    dossier = forms.ModelChoiceField(
        label="Dans quel dossier ?", queryset=Dossier.objects.none(), required=False, empty_label="Un nouveau dossier"
    )
    titre = forms.CharField(label="Titre du nouveau dossier", max_length=200, required=False)
    commentaire = forms.CharField(
        label="Pourquoi le lire", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, dossiers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dossier"].queryset = dossiers  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A title when the dossier is new."""
        valeurs = super().clean() or {}
        if not valeurs.get("dossier") and not valeurs.get("titre") and "dossier" not in self.errors:
            self.add_error("titre", "Donnez un titre au nouveau dossier, ou choisissez-en un.")
        return valeurs
