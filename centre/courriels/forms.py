"""Forms."""

from __future__ import annotations

from typing import Any

from django import forms

from .enums import Etat, facultatifs
from .models import Preference
from .operations import choisir


class PreferencesForm(forms.Form):
    """One box per kind of message a member may refuse."""

    def __init__(self, *args: Any, membre: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.membre = membre
        refuses = Preference.objects.refuses(membre)
        for genre in facultatifs():
            self.fields[genre.cle] = forms.BooleanField(label=genre.libelle, required=False, initial=genre.cle not in refuses)

    def enregistrer(self) -> None:
        """Write the choices."""
        for genre in facultatifs():
            choisir(membre=self.membre, genre=genre.cle, recevoir=self.cleaned_data[genre.cle])


class FiltreForm(forms.Form):
    """Filters of the team's list."""

    q = forms.CharField(label="Adresse", required=False, max_length=200, widget=forms.TextInput(attrs={"type": "search"}))
    etat = forms.ChoiceField(label="État", required=False, choices=[("", "Tous les états"), *Etat.choices])
