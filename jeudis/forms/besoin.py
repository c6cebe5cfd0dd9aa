"""What is typed about the themes members ask for."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone

from centre.themes.forms import ChoixDeThemes
from centre.themes.models import Theme

from ..enums import EtatDuBesoin
from ..models import Besoin, Jeudi


class BesoinForm(forms.Form):
    """A theme proposed."""

    titre = forms.CharField(
        label="Le thème, en une phrase", max_length=200, error_messages={"required": "Dites le thème en une phrase."}
    )
    detail = forms.CharField(
        label="Ce dont vous avez besoin", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    themes = ChoixDeThemes(label="Thèmes", queryset=Theme.objects.ranges(), required=False)
    jeton = forms.UUIDField(widget=forms.HiddenInput)


class TraiterForm(forms.Form):
    """The team's word on a need."""

    etat = forms.ChoiceField(label="Que devient-il ?", choices=EtatDuBesoin.choices, widget=forms.RadioSelect)
    jeudi = forms.ModelChoiceField(
        label="Le Jeudi qui y répond", queryset=Jeudi.objects.none(), required=False, empty_label="Aucun",
        help_text="Pour « Programmé ». Si le Jeudi est en brouillon, chacun sera prévenu à sa publication.",
    )  # fmt: skip
    motif = forms.CharField(
        label="Pourquoi ?", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}), help_text="Pour « Écarté »."
    )

    def __init__(self, *args: Any, membre: Any, besoin: Besoin, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        depuis = timezone.localdate() - dt.timedelta(days=365)
        recents = Q(premier_jour__isnull=True) | Q(premier_jour__gte=depuis) | Q(pk=besoin.jeudi_id)
        lisibles = Jeudi.objects.visibles_pour(membre).filter(recents, retire_le__isnull=True, annule_le__isnull=True)
        self.fields["jeudi"].queryset = lisibles.order_by("-premier_jour", "pk")  # type: ignore[attr-defined]
        etat = EtatDuBesoin.PROGRAMME.value if besoin.jeudi_id else besoin.etat
        self.initial = {"etat": etat, "jeudi": besoin.jeudi_id, "motif": besoin.motif}


class FusionForm(forms.Form):
    """The need this one repeats."""

    garde = forms.ModelChoiceField(label="C’est le même que", queryset=Besoin.objects.none(), empty_label="Choisissez")

    def __init__(self, *args: Any, membre: Any, besoin: Besoin, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        autres = Besoin.objects.visibles_pour(membre).exclude(pk=besoin.pk).order_by("titre", "pk")
        self.fields["garde"].queryset = autres  # type: ignore[attr-defined]
