"""Depositing a document."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django import forms
from modelcluster.forms import ClusterForm

from centre.espaces.acces import espaces
from centre.espaces.enums import Nature, Niveau
from centre.espaces.models import Espace
from centre.publications.acces import peut_modifier
from centre.territoires.models import Territoire
from centre.themes.forms import ChoixDeThemes
from centre.themes.models import Theme

from ..enums import Licence, Type
from ..models import TROP_OUVERTS, Ressource, contient

REMPLACEE_ABSENTE = "Cette notice n’est pas trouvée parmi celles que vous pouvez modifier. Copiez l’adresse de sa page."


class RessourceForm(ClusterForm):
    """The notice; files go with it or one by one."""

    titre = forms.CharField(label="Titre", max_length=200, required=False)
    themes = ChoixDeThemes(label="Thèmes", queryset=Theme.objects.ranges(), required=False)
    territoires = forms.ModelMultipleChoiceField(label="Territoires", queryset=Territoire.objects.none(), required=False)
    remplace = forms.CharField(
        label="Remplace une notice plus ancienne", required=False, max_length=300,
        help_text="L’adresse de la page de cette notice : elle dira « remplacée par », et quittera les listes.",
    )  # fmt: skip
    jeton = forms.UUIDField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Ressource
        exclude: list[str] = []
        fields = [
            "titre",
            "type",
            "resume",
            "auteurs",
            "periode",
            "edition",
            "langue",
            "licence",
            "source",
            "lien",
            "themes",
            "territoires",
        ]
        widgets = {"resume": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "licence": (
                "Licence Ouverte 2.0 proposée. À changer si le document n’est pas de vous : "
                "sans l’accord de ses auteurs, « Tous droits réservés »."
            )
        }
        formsets: dict[str, Any] = {}

    def __init__(self, *args: Any, membre: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["territoires"].queryset = Territoire.objects.hors_communes().order_by("nom")  # type: ignore[attr-defined]
        self.fields["territoires"].widget.attrs["size"] = 6
        self.fields["titre"].attendu = True
        self.fields["langue"].required = False
        self.membre = membre
        ressource = self.instance
        if ressource.pk:
            ancienne = ressource.remplacees().visibles_pour(membre).first()
            self.initial["remplace"] = ancienne.get_absolute_url() if ancienne else ""
        else:
            self.initial["licence"] = ressource.licence or Licence.LICENCE_OUVERTE
        if ressource.periode:
            self.initial["periode"] = ressource.date_en_mots

    def clean(self) -> dict[str, Any]:
        """A date taken off is taken off: the year no longer says it."""
        self.instance.annee = self.instance.annee_de_fin = None
        return super().clean() or {}

    def clean_remplace(self) -> Ressource | None:
        """The older notice, by its address; one the member may read and change, and that does not replace this very one."""
        adresse = urlsplit(self.cleaned_data["remplace"].strip()).path
        if not adresse:
            return None
        slug = adresse.strip("/").rpartition("/")[2]
        ancienne = Ressource.objects.visibles_pour(self.membre).publies().filter(slug=slug).first()
        if ancienne is None or not peut_modifier(ancienne, self.membre):
            raise forms.ValidationError(REMPLACEE_ABSENTE)
        return ancienne


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


class AdresseForm(forms.Form):
    """The last word of the address of a notice."""

    slug = forms.SlugField(
        label="Dernier mot de l’adresse", max_length=100,
        help_text="Des lettres sans accent, des chiffres et des traits d’union.",
    )  # fmt: skip


class FiltresForm(forms.Form):
    """Filters of the list; anything else typed in the address is ignored."""

    q = forms.CharField(label="Chercher dans la bibliothèque", required=False, max_length=200)
    type = forms.ChoiceField(label="Nature", required=False, choices=[("", "Toutes"), *Type.choices])
    annee = forms.IntegerField(label="Année", required=False, min_value=1900, max_value=2100)
    voir = forms.ChoiceField(
        label="Montrer", required=False,
        choices=[("", "Tout"), ("recents", "Déposés par d’autres depuis 7 jours"), ("muets", "Fichiers que la recherche ne lit pas")],
    )  # fmt: skip
