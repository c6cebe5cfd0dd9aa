"""Asking to come in, and answering."""

from __future__ import annotations

from typing import Any

from django import forms

from centre.territoires.models import Territoire

from ..enums import EtatDemande
from ..models import Candidature, DemandeAcces
from ..models.demandes import DemandeAccesQuerySet

#: The id of the list of known names offered under « Structure » (templates/membres/_structures.html).
SUGGESTIONS = "structures-connues"
TERRITOIRES = "Ceux où vous travaillez. Sur un ordinateur, la touche Ctrl en choisit plusieurs."

#: What the browser knows of its own reader.
REMPLIS = {
    "email": "email", "prenom": "given-name", "nom": "family-name", "fonction": "organization-title", "structure_nom": "organization",
}  # fmt: skip


class CandidatureForm(forms.ModelForm):
    """What is said of a person: the fields every door shares. ``obligatoires`` may not stay empty.

    ``de_soi``: the person says it of themselves, and the browser may fill it in.
    """

    territoires = forms.ModelMultipleChoiceField(
        label="Territoires", queryset=Territoire.objects.none(), required=False, help_text=TERRITOIRES
    )
    obligatoires: tuple[str, ...] = ("prenom", "nom", "fonction", "structure_nom")
    de_soi = True

    class Meta:
        model: type[Candidature] = DemandeAcces
        fields: tuple[str, ...] = ("email", "prenom", "nom", "categorie", "structure_nom", "fonction", "territoires")
        labels = {"email": "Adresse électronique"}
        help_texts = {
            "structure_nom": "Qui vous emploie, en toutes lettres.",
            "fonction": "Par exemple : agente de développement, chef de projet, élue.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["territoires"].queryset = Territoire.objects.affirmes().hors_communes().order_by("nom")  # type: ignore[attr-defined]
        self.fields["territoires"].widget.attrs["size"] = 6
        for nom in set(self.obligatoires) & self.fields.keys():
            self.fields[nom].required = True
        if "categorie" in self.fields:
            choix = DemandeAcces._meta.get_field("categorie").choices
            self.fields["categorie"].choices = [("", "Choisissez…"), *(choix or ())]  # type: ignore[attr-defined]
        if "structure_nom" in self.fields:
            self.fields["structure_nom"].widget.attrs["list"] = SUGGESTIONS
        for nom in REMPLIS.keys() & self.fields.keys() if self.de_soi else ():
            self.fields[nom].widget.attrs["autocomplete"] = REMPLIS[nom]

    def clean_structure_nom(self) -> str:
        """One space between words."""
        return " ".join(self.cleaned_data["structure_nom"].split())

    def champs(self) -> dict[str, Any]:
        """What was typed, for an operation; the address, which nobody corrects, aside."""
        return {nom: self.cleaned_data[nom] for nom in self.fields if nom in CandidatureForm.Meta.fields and nom != "email"}


class DemandeForm(CandidatureForm):
    """Asking to come in."""

    charte = forms.BooleanField(
        label="J’ai lu la charte du réseau et je la respecterai",
        error_messages={"required": "Sans votre accord sur la charte, nous ne pouvons pas ouvrir de compte."},
    )

    class Meta(CandidatureForm.Meta):
        model = DemandeAcces
        fields = (*CandidatureForm.Meta.fields, "message")
        labels = CandidatureForm.Meta.labels | {"categorie": "Vous êtes", "message": "Un mot pour l’équipe"}
        help_texts = CandidatureForm.Meta.help_texts | {
            "email": "Votre adresse professionnelle, si vous en avez une : nous y envoyons un lien à confirmer.",
            "message": "Ce qui vous amène, qui vous connaît au Centre.",
        }
        widgets = {"message": forms.Textarea({"rows": 4}), "categorie": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["categorie"].choices = DemandeAcces._meta.get_field("categorie").choices  # type: ignore[attr-defined]


class PrecisionsForm(DemandeForm):
    """The same, sent back for details: the address is proved, the charter accepted."""

    charte = None  # type: ignore[assignment]

    class Meta(DemandeForm.Meta):
        fields = tuple(nom for nom in DemandeForm.Meta.fields if nom != "email")

    def champs(self) -> dict[str, Any]:
        """With the message."""
        return super().champs() | {"message": self.cleaned_data["message"]}


class AccepterForm(CandidatureForm):
    """What the team corrects before it opens the account."""

    obligatoires = ("nom", "fonction")
    de_soi = False

    class Meta(CandidatureForm.Meta):
        fields = tuple(nom for nom in CandidatureForm.Meta.fields if nom != "email")
        help_texts: dict[str, str] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["territoires"].help_text = ""


class RefuserForm(forms.Form):
    """Why."""

    motif = forms.CharField(
        label="Motif, envoyé à la personne", max_length=2000, widget=forms.Textarea({"rows": 4}),
        error_messages={"required": "Un refus s’explique : écrivez le motif."},
    )  # fmt: skip


class PreciserForm(forms.Form):
    """What is missing."""

    question = forms.CharField(
        label="Ce qui manque, envoyé à la personne", max_length=2000, widget=forms.Textarea({"rows": 4}),
        error_messages={"required": "Dites ce qui manque : la personne recevra son formulaire à compléter."},
    )  # fmt: skip


class NoteForm(forms.Form):
    """The team's private note."""

    note = forms.CharField(
        label="Note de l’équipe", help_text="Jamais montrée à la personne.", max_length=2000, required=False,
        widget=forms.Textarea({"rows": 3}),
    )  # fmt: skip


class LotDeDemandesForm(forms.Form):
    """The requests ticked."""

    demandes = forms.ModelMultipleChoiceField(DemandeAcces.objects.confirmees())


class FiltreDemandes(forms.Form):
    """Words, state; all optional. The list opens on what waits for the team."""

    q = forms.CharField(
        label="Nom, adresse ou structure", max_length=200, required=False, widget=forms.TextInput({"type": "search"})
    )
    etat = forms.ChoiceField(
        label="État",
        choices=[("", "En cours"), ("toutes", "Toutes"), *(c for c in EtatDemande.choices if c[0] != EtatDemande.A_CONFIRMER)],
        required=False,
    )

    def appliquer(self, demandes: DemandeAccesQuerySet) -> DemandeAccesQuerySet:
        """Narrow ``demandes`` to what is asked; an unknown value is an error of the form and filters nothing."""
        self.is_valid()
        etat = self.cleaned_data.get("etat", "toutes")
        demandes = demandes.confirmees().cherchant(self.cleaned_data.get("q", ""))
        if etat == "toutes":
            return demandes
        return demandes.filter(etat=etat) if etat else demandes.en_cours()
