"""Opening a notice to more readers, now or on a day."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms

from centre.espaces.acces import espaces
from centre.espaces.enums import Niveau
from centre.espaces.models import Espace
from centre.temps import PARIS

from ..enums import Quoi
from ..models import VERIFICATIONS, Ressource


class OuvertureForm(forms.Form):
    """What, to whom, when; and what has been checked."""

    quoi = forms.ChoiceField(label="Qu’ouvrez-vous ?", choices=Quoi.choices, widget=forms.RadioSelect)
    vers = forms.ModelChoiceField(label="À qui ?", queryset=Espace.objects.none(), widget=forms.RadioSelect, empty_label=None)
    jour = forms.DateField(
        label="À partir du", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="Vide : tout de suite. Une date : le portail ouvrira seul, ce jour-là.",
    )  # fmt: skip
    heure = forms.TimeField(
        label="À (heure de Paris)",
        required=False,
        initial=dt.time(9),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    note = forms.CharField(
        label="Note pour la suite", max_length=500, required=False, help_text="Qui a donné son accord, quand, où c’est écrit."
    )

    def __init__(self, *args: Any, membre: Any, ressource: Ressource, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tous: Any = espaces(membre, Niveau.CONTRIBUER)
        plus_ouverts = [
            e.pk for e in tous.par_ordre() if e.contient(ressource.espace_fichiers) and e != ressource.espace_fichiers
        ]
        plus_ouverts += [e.pk for e in tous if e.contient(ressource.espace) and e != ressource.espace]
        self.fields["vers"].queryset = tous.par_ordre().filter(pk__in=plus_ouverts)  # type: ignore[attr-defined]
        self.initial["quoi"] = Quoi.FICHIERS if ressource.espace_id != ressource.espace_fichiers_id else Quoi.TOUT
        for champ, question in VERIFICATIONS.items():
            self.fields[champ] = forms.BooleanField(label=question, error_messages={"required": "À vérifier avant d’ouvrir."})

    def quand(self) -> dt.datetime | None:
        """The instant chosen; None: now."""
        jour = self.cleaned_data["jour"]
        return dt.datetime.combine(jour, self.cleaned_data["heure"] or dt.time(9), tzinfo=PARIS) if jour else None

    def verifie(self) -> set[str]:
        """What was ticked."""
        return {champ for champ in VERIFICATIONS if self.cleaned_data.get(champ)}
