"""The notebook an écho is written in."""

from __future__ import annotations

from typing import Any

from django import forms
from modelcluster.forms import ClusterForm

from centre.territoires.models import Territoire
from centre.themes.forms import ChoixDeThemes
from centre.themes.models import Theme

from .enums import UTILE_A
from .models import Echo


class Photos(forms.FileInput):
    """Several photos at once."""

    allow_multiple_selected = True


class EchoForm(ClusterForm):
    """Everything but who reads it: nothing is required to keep a draft. The photos are kept by the view, one by one."""

    titre = forms.CharField(
        label="Quoi ?", max_length=200, required=False, help_text="Le nom de la rencontre ou de la formation."
    )
    utile_a = forms.MultipleChoiceField(
        label="Utile à qui ?", choices=UTILE_A, required=False, widget=forms.CheckboxSelectMultiple
    )
    themes = ChoixDeThemes(label="Thèmes", queryset=Theme.objects.ranges(), required=False)
    territoires = forms.ModelMultipleChoiceField(label="Territoires", queryset=Territoire.objects.none(), required=False)
    photos = forms.Field(
        label="Vos notes ou une diapositive",
        required=False,
        widget=Photos(attrs={"accept": "image/jpeg,image/png,image/webp", "multiple": True}),
    )
    jeton = forms.UUIDField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Echo
        exclude: list[str] = []
        fields = [
            "titre",
            "date_evenement",
            "lieu",
            "retenir_1",
            "retenir_2",
            "retenir_3",
            "surprise",
            "recit",
            "utile_a",
            "themes",
            "territoires",
        ]
        widgets = {
            "date_evenement": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "retenir_1": forms.Textarea(attrs={"rows": 2}),
            "retenir_2": forms.Textarea(attrs={"rows": 2}),
            "retenir_3": forms.Textarea(attrs={"rows": 2}),
            "surprise": forms.Textarea(attrs={"rows": 3}),
        }
        labels = {"date_evenement": "Quand ?", "lieu": "Où ?", "surprise": "Ce qui m’a surpris", "recit": "Pour en dire plus"}
        formsets: dict[str, Any] = {}

    def __init__(self, *args: Any, membre: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["territoires"].queryset = Territoire.objects.order_by("nom")
        self.fields["territoires"].widget.attrs["size"] = 6
        self.fields["recit"].required = False
        self.fields["titre"].attendu = True
        poste = membre.poste
        if not self.is_bound and self.instance.pk is None and poste is not None and not self.initial.get("territoires"):
            self.initial["territoires"] = list(poste.territoires.all())
