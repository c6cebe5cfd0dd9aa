"""The filters of the list of actualités."""

from typing import Any

from django import forms

from centre.territoires.models import Territoire
from centre.themes.models import Theme

from .enums import Nature
from .models import ActualiteQuerySet


class FiltreActualites(forms.Form):
    """Words, nature, theme, territory; all optional. An unknown value is an error, and finds nothing."""

    q = forms.CharField(label="Mots", max_length=200, required=False, widget=forms.TextInput({"type": "search"}))
    nature = forms.ChoiceField(label="Locale ou nationale", choices=[("", "Toutes"), *Nature.choices], required=False)
    theme = forms.ModelChoiceField(label="Thème", queryset=Theme.objects.all(), to_field_name="slug", required=False)
    territoire = forms.ModelChoiceField(
        label="Territoire", queryset=Territoire.objects.affirmes(), to_field_name="slug", required=False
    )

    def __init__(self, *args: Any, actualites: ActualiteQuerySet, **kwargs: Any) -> None:
        """Offer the themes and territories ``actualites`` speak of; any other known one is still understood in an address."""
        super().__init__(*args, **kwargs)
        self.actualites = actualites
        for nom, modele in (("theme", Theme), ("territoire", Territoire)):
            employes = modele._default_manager.filter(pk__in=actualites.values(f"{nom}s")).order_by("nom")
            choix = dict(employes.values_list("slug", "nom"))
            demande = self.data.get(nom, "")
            if demande and demande not in choix:
                choix |= dict(modele._default_manager.filter(slug=demande).values_list("slug", "nom"))
            self.fields[nom].choices = [("", "Tous"), *choix.items()]  # type: ignore[attr-defined]

    def appliquer(self) -> ActualiteQuerySet:
        """The actualités asked for."""
        if not self.is_valid():
            return self.actualites.none()
        choix = self.cleaned_data
        lues = self.actualites.cherchant(choix["q"])
        if choix["nature"]:
            lues = lues.de_nature(choix["nature"])
        if choix["theme"]:
            lues = lues.filter(themes=choix["theme"])
        if choix["territoire"]:
            lues = lues.filter(territoires=choix["territoire"])
        return lues

    @property
    def rempli(self) -> bool:
        """Whether anything is filtered."""
        return any(self.data.get(nom) for nom in self.fields)
