"""What the team types about who speaks, when, with which documents, and where."""

from __future__ import annotations

from typing import Any

from django import forms

from centre.espaces.acces import espaces
from centre.espaces.enums import Niveau
from centre.espaces.models import Espace
from centre.territoires.models import Territoire

from ..enums import Moment
from ..models import Creneau, Intervenant, Jeudi, Lieu
from ..operations import Parole, Tranche, peut_etre_lu_par
from .jeudi import HEURE


class IntervenantForm(forms.Form):
    """Somebody who speaks. An address of the réseau is enough: name, fonction and structure are known."""

    cle = forms.IntegerField(widget=forms.HiddenInput, required=False)
    nom = forms.CharField(label="Prénom et nom", max_length=170, required=False)
    courriel = forms.EmailField(
        label="Adresse électronique", max_length=254, required=False,
        help_text="Jamais montrée. Celle d’un membre remplit le reste.",
    )  # fmt: skip
    fonction = forms.CharField(label="Fonction", max_length=160, required=False)
    structure = forms.CharField(label="Structure", max_length=200, required=False)
    retirer = forms.BooleanField(label="Retirer cette personne", required=False)

    def clean(self) -> dict[str, Any]:
        """Either empty, or with a name or an address of the réseau."""
        from centre.membres.models import Membre

        donnees = super().clean() or {}
        if donnees.get("nom") or donnees.get("retirer") or self.errors:
            return donnees
        membre = Membre.objects.actifs().filter(email__iexact=donnees.get("courriel") or "-").first()
        if membre is not None:
            donnees["nom"] = membre.nom_complet
        elif donnees.get("cle") or self.has_changed():
            self.add_error(
                "nom", "Donnez un nom, ou l’adresse d’un membre du réseau ; pour enlever la ligne, cochez « Retirer »."
            )
        return donnees

    def parole(self) -> Parole | None:
        """What was typed, or None when the line is empty."""
        d = self.cleaned_data
        if not d.get("nom") and not d.get("retirer"):
            return None
        return Parole(d["nom"], d["fonction"], d["structure"], d["courriel"], d["cle"], d["retirer"])


class CreneauForm(forms.Form):
    """A time slot."""

    cle = forms.IntegerField(widget=forms.HiddenInput, required=False)
    seance = forms.ChoiceField(label="Séance")
    de = forms.TimeField(label="De", required=False, widget=forms.TimeInput(attrs=HEURE, format="%H:%M"))
    a = forms.TimeField(label="À", required=False, widget=forms.TimeInput(attrs=HEURE, format="%H:%M"))
    titre = forms.CharField(label="Titre", max_length=200, required=False)
    description = forms.CharField(
        label="En quelques mots", max_length=1500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    intervenants = forms.MultipleChoiceField(label="Qui intervient", required=False, widget=forms.CheckboxSelectMultiple)
    retirer = forms.BooleanField(label="Retirer ce créneau", required=False)

    def __init__(self, *args: Any, seances: list[tuple[str, str]], personnes: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seance"].choices = seances  # type: ignore[attr-defined]
        self.fields["intervenants"].choices = personnes  # type: ignore[attr-defined]
        if len(seances) == 1:
            self.fields["seance"].initial, self.fields["seance"].widget = seances[0][0], forms.HiddenInput()
        if not personnes:
            del self.fields["intervenants"]

    def clean(self) -> dict[str, Any]:
        """Either empty, or a title and an hour, in order."""
        donnees = super().clean() or {}
        if donnees.get("retirer") or self.errors or not (self.has_changed() or donnees.get("cle")):
            return donnees
        if not donnees.get("titre") or not donnees.get("de"):
            self.add_error("titre", "Donnez l’heure de début et un titre.")
        elif donnees.get("a") and donnees["a"] <= donnees["de"]:
            self.add_error("a", "Le créneau finit après son début.")
        return donnees

    def tranche(self) -> Tranche | None:
        """What was typed, or None when the line is empty."""
        d = self.cleaned_data
        if not d.get("retirer") and not (d.get("titre") and d.get("de")):
            return None
        qui = tuple(int(cle) for cle in d.get("intervenants", []))
        return Tranche(int(d["seance"]), d["de"], d["titre"], d["a"], d["description"], qui, d["cle"], d["retirer"])


IntervenantsFormSet = forms.formset_factory(IntervenantForm, extra=2, max_num=60)
CreneauxFormSet = forms.formset_factory(CreneauForm, extra=3, max_num=80)


def intervenants_initiaux(jeudi: Jeudi) -> list[dict[str, Any]]:
    """The lines of the formset."""
    champs = ("nom", "courriel", "fonction", "structure")
    return [{"cle": qui.pk} | {champ: getattr(qui, champ) for champ in champs} for qui in Intervenant.objects.filter(jeudi=jeudi)]


def creneaux_initiaux(jeudi: Jeudi) -> list[dict[str, Any]]:
    """The lines of the formset, in the order of the day."""
    creneaux = Creneau.objects.filter(seance__in=jeudi.seances.all()).prefetch_related("intervenants")
    return [
        {"cle": c.pk, "seance": str(c.seance_id), "intervenants": [str(qui.pk) for qui in c.intervenants.all()]}
        | {champ: getattr(c, champ) for champ in ("de", "a", "titre", "description")}
        for c in creneaux
    ]


class DocumentForm(forms.Form):
    """A document of a Jeudi, and who opens it."""

    fichier = forms.FileField(label="Fichier", help_text="PDF, DOCX, ODT, PPTX, XLSX… 50 Mo au plus.")
    titre = forms.CharField(label="Titre", max_length=200)
    moment = forms.ChoiceField(label="Il sert", choices=Moment.choices, widget=forms.RadioSelect, initial=Moment.AVANT)
    espace = forms.ModelChoiceField(
        label="Qui l’ouvre ?", queryset=Espace.objects.none(), widget=forms.RadioSelect, empty_label=None
    )

    def __init__(self, *args: Any, membre: Any, jeudi: Jeudi, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choix = espaces_possibles(jeudi, membre)
        self.fields["espace"].queryset = choix  # type: ignore[attr-defined]
        self.initial["espace"] = jeudi.cohorte_id or jeudi.espace_id


def espaces_possibles(jeudi: Jeudi, membre: Any) -> Any:
    """Where a document may be put: no wider than the page, but for the cohort."""
    tous: Any = espaces(membre, Niveau.CONTRIBUER)
    permis = [espace.pk for espace in tous if peut_etre_lu_par(jeudi, espace)]
    return tous.filter(pk__in=permis).par_ordre()


class LieuForm(forms.ModelForm):
    """The sheet of a venue, and its plan."""

    plan = forms.FileField(
        label="Plan (une image)", required=False, help_text="JPEG ou PNG : comment trouver l’entrée. Il remplace le précédent."
    )

    class Meta:
        model = Lieu
        fields = [
            *(
                "nom",
                "adresse",
                "territoire",
                "acces_train",
                "acces_voiture",
                "accessibilite",
                "capacite",
                "hote",
                "cout",
                "actif",
            ),
        ]
        widgets = {champ: forms.Textarea(attrs={"rows": 3}) for champ in ("acces_train", "acces_voiture", "accessibilite")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["territoire"].queryset = Territoire.objects.hors_communes().order_by("nom")  # type: ignore[attr-defined]
