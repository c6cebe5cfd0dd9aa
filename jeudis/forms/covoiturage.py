"""Writing to who shares a ride, when one of the two has no account."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms

from ..models import Trajet


class MotForm(forms.Form):
    """A few words, carried without either address."""

    texte = forms.CharField(
        label="Votre message", max_length=2000, widget=forms.Textarea({"rows": 5}),
        help_text="Il part par courriel, avec votre nom. Aucune adresse n’est montrée : dites vous-même comment vous joindre.",
        error_messages={"required": "Écrivez votre message avant de l’envoyer."},
    )  # fmt: skip
    jeton = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class EcrireParLienForm(MotForm):
    """The same on the page of a signed link, where one chooses to whom; ``a`` is cleaned into a Trajet."""

    a = forms.ChoiceField(label="À qui ?", widget=forms.RadioSelect, error_messages={"required": "Dites à qui vous écrivez."})
    field_order = ("a", "texte", "jeton")

    def __init__(self, *args: Any, autres: Iterable[Trajet], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.autres = {str(autre.pk): autre for autre in autres}
        self.fields["a"].choices = [(pk, f"{autre.qui} : {autre.en_mots}") for pk, autre in self.autres.items()]  # type: ignore[attr-defined]

    def clean_a(self) -> Trajet:
        """The ride chosen."""
        return self.autres[self.cleaned_data["a"]]
