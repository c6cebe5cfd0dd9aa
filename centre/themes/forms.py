"""Choosing themes."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django import forms


class ParFamille(forms.models.ModelChoiceIterator):
    """Themes family by family, in one query, when the field is printed."""

    def __iter__(self) -> Any:
        for famille, themes in groupby(self.queryset, key=lambda theme: theme.famille):
            yield famille.nom, [self.choice(theme) for theme in themes]


class ChoixDeThemes(forms.ModelMultipleChoiceField):
    """Themes as boxes."""

    widget = forms.CheckboxSelectMultiple
    iterator = ParFamille
