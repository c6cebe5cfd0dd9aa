"""Several notices at once: which, and what changes."""

from __future__ import annotations

from typing import Any

from django import forms

from centre.espaces.acces import espaces
from centre.espaces.enums import Niveau
from centre.espaces.models import Espace
from centre.territoires.models import Territoire
from centre.themes.forms import ChoixDeThemes
from centre.themes.models import Theme

from ..enums import Licence, Type
from ..models import Ressource
from ..operations import Changement

AU_PLUS = 200
INCHANGE = "Ne pas changer"


class LotForm(forms.Form):
    """Which notices; then what changes, everything facultative but one thing."""

    ressources = forms.ModelMultipleChoiceField(
        Ressource.objects.none(), error_messages={"required": "Cochez au moins un document.", "invalid_choice": "Un document n’est plus là."}
    )  # fmt: skip
    type = forms.ChoiceField(label="Nature", required=False, choices=[("", INCHANGE), *Type.choices])
    licence = forms.ChoiceField(label="Licence", required=False, choices=[("", INCHANGE), *Licence.choices])
    espace = forms.ModelChoiceField(
        label="Qui voit la notice", queryset=Espace.objects.none(), required=False, empty_label=INCHANGE,
        help_text="Pour la réserver davantage. Ouvrir se vérifie notice par notice.",
    )  # fmt: skip
    date = forms.DateField(label="À revoir le", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    plus_de_themes = ChoixDeThemes(label="Ajouter des thèmes", queryset=Theme.objects.ranges(), required=False)
    moins_de_themes = ChoixDeThemes(label="Enlever des thèmes", queryset=Theme.objects.ranges(), required=False)
    plus_de_territoires = forms.ModelMultipleChoiceField(
        Territoire.objects.none(), label="Ajouter des territoires", required=False
    )
    moins_de_territoires = forms.ModelMultipleChoiceField(
        Territoire.objects.none(), label="Enlever des territoires", required=False
    )

    def __init__(self, *args: Any, membre: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        champs: Any = self.fields
        champs["ressources"].queryset = Ressource.objects.visibles_pour(membre).publies()
        champs["espace"].queryset = espaces(membre, Niveau.CONTRIBUER).order_by("ordre", "nom")
        for nom in ("plus_de_territoires", "moins_de_territoires"):
            champs[nom].queryset = Territoire.objects.hors_communes().order_by("nom")
            champs[nom].widget.attrs["size"] = 6

    def clean(self) -> dict[str, Any]:
        """At most AU_PLUS notices; at least one thing to change."""
        dits = super().clean() or {}
        if len(dits.get("ressources", ())) > AU_PLUS:
            self.add_error("ressources", f"{AU_PLUS} documents au plus à la fois.")
        if not any(dits.get(nom) for nom in self.fields if nom != "ressources") and not self.errors:
            raise forms.ValidationError("Choisissez au moins une chose à changer.")
        return dits

    def changement(self) -> Changement:
        """What is asked."""
        d = self.cleaned_data
        return Changement(
            type=d["type"], licence=d["licence"], espace=d["espace"], date=d["date"],
            plus={"themes": list(d["plus_de_themes"]), "territoires": list(d["plus_de_territoires"])},
            moins={"themes": list(d["moins_de_themes"]), "territoires": list(d["moins_de_territoires"])},
        )  # fmt: skip
