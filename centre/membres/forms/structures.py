"""Two structures that are one."""

from __future__ import annotations

from typing import Any

from django import forms

from ..models import Structure


class FusionForm(forms.Form):
    """Which one is kept; then, once what it does was read, « oui »."""

    vers = forms.ModelChoiceField(
        label="La réunir à", queryset=Structure.objects.none(), to_field_name="slug", empty_label="Choisissez…",
        error_messages={"required": "Choisissez la structure qui reste."},
    )  # fmt: skip
    oui = forms.BooleanField(label="J’ai lu ce qui va changer : ce sont bien les mêmes", required=False)

    def __init__(self, *args: Any, absorbee: Structure, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["vers"].queryset = Structure.objects.exclude(pk=absorbee.pk)  # type: ignore[attr-defined]
