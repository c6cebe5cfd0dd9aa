"""What the team types around a compte rendu: decisions, series, requests for relecture, templates; what a speaker answers."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django import forms
from django.utils import timezone

from centre.membres.models import Membre
from centre.publications.texte_riche import assainir_deux_editions

from ..enums import EtatDecision
from ..models import CompteRendu, Decision, ModeleDeCompteRendu, Serie
from ..models.sections import couper


class DecisionForm(forms.Form):
    """One line of the relevé."""

    jeton = forms.UUIDField(widget=forms.HiddenInput)
    quoi = forms.CharField(label="Quoi ?", max_length=300, error_messages={"required": "Dites ce qui est décidé."})
    qui = forms.CharField(
        label="Qui ?", max_length=160, required=False,
        help_text="L’adresse d’un membre du réseau : la décision arrive dans « Mon espace » ; ou des mots : « la Région ».",
    )  # fmt: skip
    pour_le = forms.DateField(label="Pour le", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    reservee = forms.BooleanField(label="Réservée : elle quitte l’édition publique", required=False)
    etat = forms.ChoiceField(label="État", choices=EtatDecision.choices, initial=EtatDecision.A_FAIRE, required=False)

    def __init__(self, *args: Any, decision: Decision | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("jeton", uuid.uuid4())
        if decision is None:
            del self.fields["etat"]
            return
        del self.fields["jeton"]
        self.initial["quoi"], self.initial["reservee"], self.initial["etat"] = decision.quoi, decision.reservee, decision.etat
        self.initial["qui"] = decision.responsable.email if decision.responsable else decision.qui
        self.initial["pour_le"] = decision.pour_le and decision.pour_le.isoformat()

    def faits(self) -> dict[str, Any]:
        """The columns typed: an address of the réseau is its member."""
        faits = {nom: self.cleaned_data[nom] for nom in ("quoi", "qui", "pour_le", "reservee")}
        membre = Membre.objects.filter(email__iexact=faits["qui"], is_active=True).first() if "@" in faits["qui"] else None
        faits |= {"responsable": membre} | ({"qui": ""} if membre else {})
        return faits | ({"etat": self.cleaned_data["etat"] or EtatDecision.A_FAIRE} if "etat" in self.fields else {})


class SerieForm(forms.Form):
    """The series of a Jeudi: one there is, or a new one."""

    serie = forms.CharField(
        label="Série", max_length=160, required=False, widget=forms.TextInput(attrs={"list": "series"}),
        help_text="Les Jeudis d’une même série se suivent : le suivant s’ouvre sur les décisions en cours, et leurs comptes rendus "
        "se réunissent en un document. Ceux d’un groupe de travail se suivent d’eux-mêmes.",
    )  # fmt: skip

    def clean_serie(self) -> str:
        """The name as it is already written, whatever its case."""
        nom = " ".join(self.cleaned_data["serie"].split())
        return Serie.objects.filter(nom__iexact=nom).values_list("nom", flat=True).first() or nom


class FaireRelireForm(forms.Form):
    """A speaker, the part they read, until when."""

    nom = forms.CharField(label="Nom", max_length=160, error_messages={"required": "Écrivez son nom."})
    adresse = forms.EmailField(label="Adresse électronique", error_messages={"required": "Écrivez son adresse."})
    partie = forms.ChoiceField(label="Ce qu’il ou elle relit", required=False)
    avant_le = forms.DateField(
        label="Réponse attendue le", widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": "Dites jusqu’à quand."},
    )  # fmt: skip

    def __init__(self, *args: Any, compte_rendu: CompteRendu, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        brouillon: Any = compte_rendu.version_a_modifier()
        parties = [(s.cle, s.titre) for s in couper(brouillon.texte_public()) if s.titre]
        self.fields["partie"].choices = [("", "Tout le texte (édition publique)"), *parties]  # type: ignore[attr-defined]
        self.initial.setdefault("avant_le", (timezone.localdate() + dt.timedelta(days=7)).isoformat())

    def clean_avant_le(self) -> dt.date:
        """Not a day gone by."""
        jour: dt.date = self.cleaned_data["avant_le"]
        if jour < timezone.localdate():
            raise forms.ValidationError("Ce jour est passé.")
        return jour


class ReponseForm(forms.Form):
    """What the holder of the link answers."""

    corrections = forms.CharField(
        label="Vos corrections", max_length=8000, required=False, widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Dites ce qui est à changer, comme dans un courriel.",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Words when corrections are proposed; none when the text is accepted as it is."""
        valeurs = super().clean() or {}
        if self.data.get("geste") == "valider":
            valeurs["corrections"] = ""
        elif not valeurs.get("corrections"):
            self.add_error("corrections", "Écrivez ce qui est à changer, ou validez le texte tel qu’il est.")
        return valeurs


class ModeleForm(forms.ModelForm):
    """The template of a forme."""

    class Meta:
        model = ModeleDeCompteRendu
        fields = ["texte"]

    def clean_texte(self) -> str:
        """Sanitised as a compte rendu is."""
        return assainir_deux_editions(self.cleaned_data["texte"])
