"""Forms of the life of an account: another post, a closing."""

from __future__ import annotations

from typing import Any

from django import forms

from centre.territoires.models import Territoire

from ..models import ChangementDePoste, Poste
from ..operations.depart import demander_changement

JOUR = {"widget": forms.DateInput({"type": "date"}, format="%Y-%m-%d")}


class ChangementForm(forms.Form):
    """« J’ai changé de poste »: what the team will write in."""

    fonction = forms.CharField(label="Votre fonction", max_length=160)
    structure = forms.CharField(label="Votre structure", max_length=200, required=False)
    categorie = forms.ChoiceField(label="Catégorie", choices=Poste.CATEGORIES)
    territoires = forms.ModelMultipleChoiceField(
        label="Territoires", queryset=Territoire.objects.none(), required=False, help_text="Ceux dont votre poste s’occupe.",
        widget=forms.SelectMultiple({"size": 8}),
    )  # fmt: skip
    depuis = forms.DateField(label="Depuis le", **JOUR)  # type: ignore[arg-type]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["territoires"].queryset = Territoire.objects.legers().order_by("nom")  # type: ignore[attr-defined]

    def enregistrer(self, membre: Any) -> ChangementDePoste:
        """Ask for it, through the operation."""
        return demander_changement(membre=membre, **self.cleaned_data)


class RefusForm(forms.Form):
    """Why the team keeps the present post."""

    motif = forms.CharField(label="Pourquoi (la personne le lira)", max_length=600, widget=forms.Textarea({"rows": 3}))


class FermetureForm(forms.Form):
    """What becomes of what was written."""

    signee = forms.TypedChoiceField(
        label="Ce que vous avez publié",
        choices=[("non", "Reste sans mon nom, signé « Ancien membre »"), ("oui", "Reste signé de mon nom, écrit en toutes lettres")],
        widget=forms.RadioSelect, initial="non", coerce=lambda valeur: valeur == "oui",
        help_text="Vos brouillons, vos messages et vos réglages sont effacés dans les deux cas.",
    )  # fmt: skip
