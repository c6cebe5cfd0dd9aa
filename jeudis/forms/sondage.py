"""What is typed to propose dates, and to answer."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone

from centre.espaces.acces import espaces
from centre.espaces.enums import Niveau
from centre.espaces.models import Espace

from ..enums import Disponibilite
from ..models import PARIS, Sondage
from ..operations import Horaire


class SondageForm(forms.Form):
    """The question."""

    titre = forms.CharField(label="Pour quoi ?", max_length=200, help_text="Ce que liront les personnes interrogées.")
    mot = forms.CharField(label="Un mot", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    espace = forms.ModelChoiceField(
        label="À qui demander ?", queryset=Espace.objects.none(), widget=forms.RadioSelect, empty_label=None
    )
    jusqu_au = forms.DateField(
        label="Réponses jusqu’au", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="Vide : jusqu’à ce que vous choisissiez.",
    )  # fmt: skip
    jeton = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, membre: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choix: Any = espaces(membre, Niveau.ANIMER)
        self.fields["espace"].queryset = choix.exclude(ouvert=True).par_ordre()  # type: ignore[attr-defined]

    def clean_jusqu_au(self) -> dt.date | None:
        """Not a day already past."""
        jour: dt.date | None = self.cleaned_data["jusqu_au"]
        if jour and jour < timezone.localdate():
            raise forms.ValidationError("Ce jour est passé.")
        return jour


class DateForm(forms.Form):
    """One proposed date, in Paris: empty or complete."""

    jour = forms.DateField(label="Jour", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    de = forms.TimeField(label="De", required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    a = forms.TimeField(label="À", required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))

    def clean(self) -> dict[str, Any]:
        """Complete, in order, to come."""
        donnees = super().clean() or {}
        jour, de, a = donnees.get("jour"), donnees.get("de"), donnees.get("a")
        if any((jour, de, a)) and not all((jour, de, a)) and not self.errors:
            self.add_error("jour", "Donnez le jour, l’heure de début et l’heure de fin.")
        elif jour and jour < timezone.localdate():
            self.add_error("jour", "Ce jour est passé.")
        elif jour and de and a and a <= de:
            self.add_error("a", "La rencontre finit après son début.")
        return donnees

    def horaire(self) -> Horaire | None:
        """The date typed, None for an empty line."""
        d = self.cleaned_data
        if not d.get("jour"):
            return None
        debut, fin = (dt.datetime.combine(d["jour"], d[cle], tzinfo=PARIS).astimezone(dt.UTC) for cle in ("de", "a"))
        return Horaire(debut, fin)


class BaseDates(forms.BaseFormSet):  # type: ignore[type-arg]
    """Two dates at least: with one there is nothing to ask."""

    def clean(self) -> None:
        """Refuse fewer."""
        if not any(self.errors) and len(self.horaires()) < 2:
            raise forms.ValidationError("Proposez au moins deux dates.")

    def horaires(self) -> list[Horaire]:
        """The dates typed, each once."""
        return list(dict.fromkeys(h for h in (form.horaire() for form in self.forms) if h is not None))


DatesFormSet = forms.formset_factory(DateForm, formset=BaseDates, extra=6, max_num=12)


class ReponseAuSondageForm(forms.Form):
    """Yes, perhaps or no to each date; a date left alone stays unanswered."""

    def __init__(self, *args: Any, sondage: Sondage, dates: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for date in dates:
            self.fields[f"date-{date.pk}"] = forms.ChoiceField(
                choices=Disponibilite.choices, widget=forms.RadioSelect, required=False
            )

    def reponses(self) -> dict[int, str]:
        """By date."""
        return {int(nom.partition("-")[2]): valeur for nom, valeur in self.cleaned_data.items() if valeur}
