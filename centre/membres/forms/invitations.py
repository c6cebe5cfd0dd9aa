"""Inviting, one person or many; accepting."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from ..enums import EtatInvitation
from ..lecture_des_listes import Illisible, lire
from ..listes_d_adresses import AU_PLUS, Adresse, du_tableau, lire_les_lignes
from ..models import Invitation
from ..models.invitations import InvitationQuerySet
from .demandes import CandidatureForm


class InviterForm(CandidatureForm):
    """Who, in one of three ways; and what is already known, the same for all of them."""

    obligatoires = ("categorie",)
    de_soi = False
    email = forms.EmailField(label="Adresse électronique", required=False)
    liste = forms.CharField(
        label="Une liste", required=False, max_length=40_000, widget=forms.Textarea({"rows": 6}),
        help_text="Une adresse par ligne ; « Prénom Nom &lt;adresse&gt; » aussi.",
    )  # fmt: skip
    fichier = forms.FileField(
        label="Un fichier", required=False, help_text="CSV ou XLSX, avec une colonne d’adresses. 5 Mo au plus.",
        widget=forms.FileInput({"accept": ".csv,.txt,.xlsx,.ods,.xls"}),
    )  # fmt: skip

    class Meta(CandidatureForm.Meta):
        model = Invitation
        help_texts = {"structure_nom": "La même pour toutes ; chacun·e pourra la corriger."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["territoires"].help_text = "Les mêmes pour toutes. Sur un ordinateur, la touche Ctrl en choisit plusieurs."

    def clean(self) -> dict[str, Any]:
        """``adresses``: what the three ways say, together."""
        super().clean()
        saisies: list[Adresse] = []
        if self.cleaned_data.get("email"):
            email, prenom, nom = (self.cleaned_data.get(champ, "") for champ in ("email", "prenom", "nom"))
            saisies.append(Adresse(1, email.lower(), prenom, nom))
        saisies += lire_les_lignes(self.cleaned_data.get("liste", ""))
        saisies += self._du_fichier()
        if not saisies and not self.errors:
            raise ValidationError("Écrivez au moins une adresse, collez une liste ou joignez un fichier.")
        if len(saisies) > AU_PLUS:
            raise ValidationError(f"Pas plus de {AU_PLUS} adresses à la fois : vous en avez donné {len(saisies)}.")
        self.cleaned_data["adresses"] = saisies
        return self.cleaned_data

    def _du_fichier(self) -> list[Adresse]:
        fichier = self.cleaned_data.get("fichier")
        if not fichier:
            return []
        try:
            return du_tableau(lire(fichier.name, fichier.read()))
        except Illisible as erreur:
            self.add_error("fichier", str(erreur))
            return []

    def commun(self) -> dict[str, Any]:
        """What is the same for all."""
        return {nom: self.cleaned_data[nom] for nom in ("categorie", "structure_nom", "fonction", "territoires")}


class AccepterInvitationForm(CandidatureForm):
    """What the team noted, that the person corrects. The catégorie opens doors: it is not theirs to choose."""

    charte = forms.BooleanField(
        label="J’ai lu la charte du réseau et je la respecterai",
        error_messages={"required": "Sans votre accord sur la charte, nous ne pouvons pas ouvrir de compte."},
    )

    class Meta(CandidatureForm.Meta):
        model = Invitation
        fields = ("prenom", "nom", "structure_nom", "fonction", "territoires")


class FiltreInvitations(forms.Form):
    """Words, state; all optional."""

    q = forms.CharField(
        label="Nom, adresse ou structure", max_length=200, required=False, widget=forms.TextInput({"type": "search"})
    )
    etat = forms.ChoiceField(label="État", choices=[("", "Tous"), *EtatInvitation.choices], required=False)

    def appliquer(self, invitations: InvitationQuerySet) -> InvitationQuerySet:
        """Narrow ``invitations`` to what is asked; an unknown value is an error of the form and filters nothing."""
        self.is_valid()
        invitations = invitations.cherchant(self.cleaned_data.get("q", ""))
        etat = self.cleaned_data.get("etat")
        return invitations.dans_l_etat(etat) if etat else invitations
