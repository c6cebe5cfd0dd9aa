"""Depositing a document."""

from __future__ import annotations

from typing import Any

from django import forms
from modelcluster.forms import ClusterForm

from centre.espaces.acces import espaces
from centre.espaces.enums import Nature, Niveau
from centre.espaces.models import Espace
from centre.territoires.models import Territoire
from centre.themes.forms import ChoixDeThemes
from centre.themes.models import Theme

from .enums import Type
from .models import TROP_OUVERTS, Ressource, contient


class RessourceForm(ClusterForm):
    """The notice; files go with it or one by one."""

    titre = forms.CharField(label="Titre", max_length=200, required=False)
    themes = ChoixDeThemes(label="Thèmes", queryset=Theme.objects.ranges(), required=False)
    territoires = forms.ModelMultipleChoiceField(label="Territoires", queryset=Territoire.objects.none(), required=False)
    jeton = forms.UUIDField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Ressource
        exclude: list[str] = []
        fields = ["titre", "type", "resume", "auteurs", "annee", "source", "lien", "themes", "territoires"]
        widgets = {"resume": forms.Textarea(attrs={"rows": 4})}
        formsets: dict[str, Any] = {}

    def __init__(self, *args: Any, membre: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["territoires"].queryset = Territoire.objects.hors_communes().order_by("nom")  # type: ignore[attr-defined]
        self.fields["territoires"].widget.attrs["size"] = 6
        self.fields["titre"].attendu = True


class NiveauxForm(forms.Form):
    """The two levels: who sees the notice, who opens the files."""

    espace = forms.ModelChoiceField(
        label="Qui voit la notice ?", queryset=Espace.objects.none(), widget=forms.RadioSelect, empty_label=None
    )
    espace_fichiers = forms.ModelChoiceField(
        label="Qui ouvre les fichiers ?", queryset=Espace.objects.none(), widget=forms.RadioSelect, required=False, blank=True,
        empty_label="Les mêmes personnes",
    )  # fmt: skip

    def __init__(self, *args: Any, membre: Any, ressource: Ressource | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tous: Any = espaces(membre, Niveau.CONTRIBUER)
        choix = tous.par_ordre()
        self.fields["espace"].queryset = self.fields["espace_fichiers"].queryset = choix  # type: ignore[attr-defined]
        if ressource is None:
            self.initial["espace"] = choix.filter(nature=Nature.RESEAU).values_list("pk", flat=True).first()
        else:
            differents = ressource.espace_fichiers_id != ressource.espace_id
            self.initial["espace"] = ressource.espace_id
            self.initial["espace_fichiers"] = ressource.espace_fichiers_id if differents else None

    def clean(self) -> dict[str, Any]:
        """Files are never more open than their notice: who opens them must be able to find it."""
        donnees = super().clean() or {}
        notice, fichiers = donnees.get("espace"), donnees.get("espace_fichiers")
        if notice and fichiers and not contient(notice, fichiers):
            self.add_error("espace_fichiers", TROP_OUVERTS)
        return donnees

    def fichiers(self) -> Espace:
        """The espace of the files: the notice's own when none is chosen."""
        return self.cleaned_data["espace_fichiers"] or self.cleaned_data["espace"]


class FiltresForm(forms.Form):
    """Filters of the list; anything else typed in the address is ignored."""

    q = forms.CharField(label="Chercher dans la bibliothèque", required=False, max_length=200)
    type = forms.ChoiceField(label="Nature", required=False, choices=[("", "Toutes"), *Type.choices])
    annee = forms.IntegerField(label="Année", required=False, min_value=1900, max_value=2100)
    voir = forms.ChoiceField(
        label="Montrer", required=False,
        choices=[("", "Tout"), ("recents", "Déposés par d’autres depuis 7 jours"), ("muets", "Fichiers que la recherche ne lit pas")],
    )  # fmt: skip
