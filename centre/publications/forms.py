"""Small forms every type of publication shares."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone

from centre.espaces.acces import espaces
from centre.espaces.enums import Nature, Niveau
from centre.espaces.models import Espace


class CommentaireForm(forms.Form):
    """A comment."""

    texte = forms.CharField(
        label="Votre commentaire", max_length=4000, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Écrivez votre commentaire avant de l’envoyer."},
    )  # fmt: skip


class LecteursForm(forms.Form):
    """« Qui pourra le lire ? »: the espaces where the writer contributes; the réseau is proposed for a new text."""

    espace = forms.ModelChoiceField(
        label="Qui pourra le lire ?", queryset=Espace.objects.none(), widget=forms.RadioSelect, empty_label=None,
        error_messages={"required": "Choisissez qui pourra le lire.", "invalid_choice": "Vous ne contribuez pas à cet espace."},
    )  # fmt: skip

    def __init__(self, *args: Any, membre: Any, actuel: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ouverts: Any = espaces(membre, Niveau.CONTRIBUER)
        choix = ouverts.par_ordre()
        self.fields["espace"].queryset = choix  # type: ignore[attr-defined]
        self.initial["espace"] = actuel or choix.filter(nature=Nature.RESEAU).values_list("pk", flat=True).first()


class RelectureForm(forms.Form):
    """Have a draft read by someone without an account: an address, and until when."""

    adresse = forms.EmailField(label="Adresse de la personne qui relit", error_messages={"required": "Écrivez son adresse."})
    jours = forms.TypedChoiceField(
        label="Pendant", coerce=int, initial=7, choices=[(2, "2 jours"), (7, "une semaine"), (21, "trois semaines")]
    )

    def expire_le(self) -> dt.datetime:
        """The instant the link dies."""
        return timezone.now() + dt.timedelta(days=self.cleaned_data["jours"])
