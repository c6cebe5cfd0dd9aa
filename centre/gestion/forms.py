"""Forms of the team's shell."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Q

from centre.journal.lecture import mots_du_geste
from centre.journal.models import Ligne, LigneQuerySet
from centre.membres.enums import Etat
from centre.membres.models import Membre, MembreQuerySet, Poste, Structure
from centre.membres.operations import ROLES
from centre.registre import gestes
from centre.territoires.models import Territoire

from .models import Identite
from .operations import definir_identite


class IdentiteForm(forms.ModelForm):
    """The one screen of the identity."""

    class Meta:
        model = Identite
        fields = (
            "nom", "sous_titre", "sigle", "presentation", "historique", "porteur", "annee_creation", "financeurs", "perimetre",
            "telephone", "fax", "courriel", "adresse", "horaires", "zone_scolaire", "delegue",
        )  # fmt: skip
        widgets = {
            "presentation": forms.Textarea({"rows": 3}),
            "historique": forms.Textarea({"rows": 5}),
            "adresse": forms.Textarea({"rows": 3}),
            "telephone": forms.TextInput({"type": "tel"}),
            "fax": forms.TextInput({"type": "tel"}),
        }

    def enregistrer(self, par: Any) -> Identite:
        """Write what was typed, through the operation."""
        return definir_identite(par=par, **self.cleaned_data)


def nomme(texte: str, prefixe: str = "") -> Q:
    """Every word of ``texte`` is in the first name, the name or the address of a member, accents and case aside."""
    condition = Q()
    for mot in texte.replace("\x00", " ").split():
        un_des_champs = [(f"{prefixe}{champ}__unaccent__icontains", mot) for champ in ("prenom", "nom", "email")]
        condition &= Q(*un_des_champs, _connector=Q.OR)
    return condition


class FiltreMembres(forms.Form):
    """Words, catégorie, état; all optional."""

    q = forms.CharField(label="Nom ou adresse", max_length=100, required=False, widget=forms.TextInput({"type": "search"}))
    categorie = forms.ChoiceField(label="Catégorie", choices=[("", "Toutes"), *Poste.CATEGORIES], required=False)
    role = forms.ChoiceField(label="Rôle", choices=[("", "Tous"), *((role.value, role.label) for role in ROLES)], required=False)
    etat = forms.ChoiceField(label="État", choices=[("", "Tous"), *Etat.choices, ("sommeil", "En sommeil")], required=False)

    def appliquer(self, membres: MembreQuerySet) -> MembreQuerySet:
        """Narrow ``membres`` to what is asked; an unknown value is an error of the form and filters nothing."""
        self.is_valid()
        choix = self.cleaned_data
        membres = membres.filter(nomme(choix.get("q", "")))
        if choix.get("categorie"):
            membres = membres.filter(postes__in=Poste.objects.en_cours().filter(categorie=choix["categorie"]))
        if choix.get("role"):
            membres = membres.filter(groups__name=choix["role"])
        if choix.get("etat") == "sommeil":
            membres = membres.filter(presence__endormie_le__isnull=False)
        elif choix.get("etat"):
            membres = membres.filter(etat=choix["etat"])
        return membres


def _choix(verbes: Iterable[str]) -> list[tuple[str, str]]:
    """The acts there are, in words; what an older version called something is filed under its own name once."""
    return [(verbe, mots_du_geste(verbe)) for verbe in verbes if verbe in gestes]


class FiltreJournal(forms.Form):
    """Who did what, between which days; all optional."""

    q = forms.CharField(label="Qui (nom ou adresse)", max_length=100, required=False, widget=forms.TextInput({"type": "search"}))
    verbe = forms.ChoiceField(label="Geste", required=False)
    depuis = forms.DateField(label="Depuis le", required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    jusqu_a = forms.DateField(label="Jusqu’au", required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        verbes = Ligne.objects.order_by("verbe").values_list("verbe", flat=True).distinct()
        self.fields["verbe"].choices = [("", "Tous"), *sorted(_choix(verbes), key=lambda choix: choix[1])]  # type: ignore[attr-defined]

    def appliquer(self, lignes: LigneQuerySet) -> LigneQuerySet:
        """Narrow ``lignes``; days are days in Paris, both included."""
        self.is_valid()
        choix = self.cleaned_data
        lignes = lignes.filter(nomme(choix.get("q", ""), "acteur__"))
        if choix.get("verbe"):
            lignes = lignes.filter(verbe=choix["verbe"])
        if choix.get("depuis"):
            lignes = lignes.filter(quand__date__gte=choix["depuis"])
        if choix.get("jusqu_a"):
            lignes = lignes.filter(quand__date__lte=choix["jusqu_a"])
        return lignes


JOUR = {"widget": forms.DateInput({"type": "date"}, format="%Y-%m-%d")}


class NoteForm(forms.Form):
    """A note of the team about a member."""

    texte = forms.CharField(label="Note, lue par l’équipe seule", max_length=2000, widget=forms.Textarea({"rows": 3}))


class RolesForm(forms.Form):
    """The roles of a member, ticked."""

    roles = forms.MultipleChoiceField(
        label="Rôles", choices=[(role.value, role.label) for role in ROLES], required=False, widget=forms.CheckboxSelectMultiple
    )


class PosteForm(forms.Form):
    """A post, from a day."""

    fonction = forms.CharField(label="Fonction", max_length=160)
    structure = forms.ModelChoiceField(label="Structure", queryset=Structure.objects.all(), required=False)
    categorie = forms.ChoiceField(label="Catégorie", choices=Poste.CATEGORIES)
    territoires = forms.ModelMultipleChoiceField(
        label="Territoires", queryset=Territoire.objects.none(), required=False, widget=forms.SelectMultiple({"size": 8})
    )
    depuis = forms.DateField(label="Depuis le", **JOUR)  # type: ignore[arg-type]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["territoires"].queryset = Territoire.objects.legers().order_by("nom")  # type: ignore[attr-defined]


class DepartForm(forms.Form):
    """When a member leaves their post, and who takes it over."""

    dernier_jour = forms.DateField(label="Dernier jour au poste", **JOUR)  # type: ignore[arg-type]
    successeur = forms.ModelChoiceField(
        label="Qui prend la suite", queryset=Membre.objects.none(), required=False, empty_label="Personne pour le moment",
        help_text="Son compte existe déjà ; sinon, invitez d’abord cette personne.",
    )  # fmt: skip

    def __init__(self, *args: Any, membre: Membre, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        possibles = Membre.objects.actifs().exclude(pk=membre.pk).par_nom()
        self.fields["successeur"].queryset = possibles  # type: ignore[attr-defined]


class FusionForm(forms.Form):
    """The other account of the same person."""

    doublon = forms.ModelChoiceField(
        label="L’autre compte, qui sera fermé", queryset=Membre.objects.none(),
        error_messages={"invalid_choice": "Ce compte n’existe plus, ou a déjà été fusionné."},
    )  # fmt: skip

    def __init__(self, *args: Any, membre: Membre, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        autres = Membre.objects.filter(fusionne_dans=None).exclude(pk=membre.pk).par_nom()
        champ: Any = self.fields["doublon"]
        champ.queryset = autres
        champ.label_from_instance = lambda autre: f"{autre.nom} {autre.prenom} ({autre.email})"
