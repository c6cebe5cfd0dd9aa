"""What is typed around attendance: somebody unannounced, a code, a number, the scan of a sheet."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django import forms

from centre.membres.models import Membre

from ..models import Jeudi
from ..pointage import jours

APPAREIL = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_SANS_SUITE = {"autocomplete": "off"}


class VenueForm(forms.Form):
    """Somebody comes without being registered: a name, a structure."""

    nom = forms.CharField(label="Nom", max_length=80, widget=forms.TextInput(attrs=_SANS_SUITE))
    prenom = forms.CharField(label="Prénom", max_length=80, required=False, widget=forms.TextInput(attrs=_SANS_SUITE))
    structure = forms.CharField(label="Structure", max_length=200, required=False, widget=forms.TextInput(attrs=_SANS_SUITE))
    appareil = forms.RegexField(regex=APPAREIL, widget=forms.HiddenInput)

    def membres(self) -> list[Membre]:
        """Active members of that name, first name first: « Est-ce… ? »."""
        nom, prenom = self.cleaned_data["nom"].strip(), self.cleaned_data["prenom"].strip()
        trouves = Membre.objects.actifs().filter(nom__unaccent__iexact=nom)
        if prenom:
            trouves = trouves.filter(prenom__unaccent__istartswith=prenom)
        return list(Membre.objects.avec_poste().filter(pk__in=trouves[:5]).order_by("nom", "prenom"))


class CodeForm(forms.Form):
    """The code shown in the room."""

    code = forms.CharField(
        label="Le code affiché dans la salle", max_length=12, min_length=6, strip=True,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": "Recopiez les six signes affichés dans la salle.", "min_length": "Le code a six signes."},
    )  # fmt: skip


class NumeroForm(forms.Form):
    """The number printed on an attestation, typed with or without its dashes."""

    numero = forms.CharField(
        label="Numéro de l’attestation", max_length=40, help_text="Douze signes, au bas du document : ABCD-EFGH-JKLM.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": "Recopiez le numéro imprimé au bas de l’attestation."},
    )  # fmt: skip

    def clean_numero(self) -> str:
        """As it is printed."""
        signes = re.sub(r"[^A-Z0-9]", "", self.cleaned_data["numero"].upper())
        return "-".join(signes[n : n + 4] for n in range(0, len(signes), 4))[:40]


class PreuveForm(forms.Form):
    """The scan of a signed sheet, and its day."""

    jour = forms.DateField(widget=forms.HiddenInput)
    document = forms.FileField(
        label="La feuille signée", help_text="Un PDF ou une photo, 20 Mo au plus.",
        error_messages={"required": "Choisissez le PDF ou la photo de la feuille."},
    )  # fmt: skip

    def __init__(self, *args: Any, jeudi: Jeudi, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.jeudi = jeudi

    def clean_jour(self) -> dt.date:
        """A day of this Jeudi."""
        jour: dt.date = self.cleaned_data["jour"]
        if jour not in jours(self.jeudi):
            raise forms.ValidationError("Ce jour n’est pas de ce Jeudi.")
        return jour


class RegleForm(forms.Form):
    """For a cycle, how many séances the attestation asks."""

    requises = forms.IntegerField(label="Séances à suivre pour l’attestation", min_value=1)

    def __init__(self, *args: Any, seances: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        champ: Any = self.fields["requises"]
        champ.max_value, champ.help_text = seances, f"Sur {seances} séances."
        champ.widget.attrs |= {"max": seances}
