"""The filters of the list."""

from django import forms

from .enums import Monde, Nature
from .models import TerritoireQuerySet


class FiltreTerritoires(forms.Form):
    """Words, nature, monde; all optional. Unknown values are errors of the form, and filter nothing."""

    q = forms.CharField(
        label="Nom, sigle, siège ou code", max_length=200, required=False, widget=forms.TextInput({"type": "search"})
    )
    nature = forms.ChoiceField(label="Nature", choices=[("", "Toutes"), *Nature.choices], required=False)
    monde = forms.ChoiceField(label="Milieu", choices=[("", "Tous"), *Monde.choices], required=False)

    def appliquer(self, territoires: TerritoireQuerySet) -> TerritoireQuerySet:
        """Narrow ``territoires`` to what is asked. The many ordinary communes come only when looked for."""
        self.is_valid()
        choix = self.cleaned_data
        if choix.get("nature"):
            territoires = territoires.par_nature(choix["nature"])
        elif not choix.get("q"):
            territoires = territoires.hors_communes()
        if choix.get("monde"):
            territoires = territoires.de_monde(choix["monde"])
        return territoires.cherchant(choix.get("q", ""))

    @property
    def rempli(self) -> bool:
        """Whether anything is filtered."""
        return any(self.cleaned_data.values())
