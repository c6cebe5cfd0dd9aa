"""Forms of the search."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError

from centre.catalogue.models import Entree

from .models import Equivalence
from .questions import cle_de
from .requete import LONGUEUR


class PrevenirForm(forms.Form):
    """A question to be told of; an address for who has no account."""

    q = forms.CharField(label="Ce que vous cherchez", max_length=LONGUEUR)
    adresse = forms.EmailField(label="Votre adresse électronique", help_text="Un courriel vous demandera de la confirmer.")

    def __init__(self, *args: Any, membre: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if membre is not None:
            del self.fields["adresse"]

    def clean_q(self) -> str:
        """Words, not signs alone."""
        q: str = self.cleaned_data["q"]
        if not cle_de(q):
            raise ValidationError("Dites ce que vous cherchez.")
        return q


class SynonymeForm(forms.Form):
    """How the words of a question are also said."""

    equivalent = forms.CharField(label="On dit aussi", max_length=200, help_text="Les mots que nos documents emploient.")


class EquivalenceForm(forms.ModelForm):  # type: ignore[type-arg]
    """Two expressions that answer each other."""

    class Meta:
        model = Equivalence
        fields = ("terme", "equivalent", "nature")
        error_messages = {"__all__": {"unique_together": "La recherche le sait déjà."}}

    def clean(self) -> dict[str, Any]:
        """Two different expressions, not known yet."""
        faits = super().clean() or {}
        terme, equivalent = faits.get("terme", ""), faits.get("equivalent", "")
        if terme and equivalent and cle_de(terme) == cle_de(equivalent):
            raise ValidationError({"equivalent": "Ce sont les mêmes mots."})
        return faits


class EpingleForm(forms.Form):
    """An entry, by the address of its page, to put first for a question or to leave out."""

    mots = forms.CharField(
        label="Question", max_length=LONGUEUR, required=False, help_text="Vide : toutes les recherches, pour écarter une page."
    )
    page = forms.CharField(label="Adresse de la page", max_length=500, help_text="Copiez-la depuis votre navigateur.")
    ecartee = forms.BooleanField(label="Écarter cette page, au lieu de la montrer en premier", required=False)

    def __init__(self, *args: Any, lecteur: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lecteur = lecteur

    def clean(self) -> dict[str, Any]:
        """The entry behind the address (``entree``); a pin needs a question."""
        faits = super().clean() or {}
        chemin = urlsplit(faits.get("page", "").strip()).path
        faits["entree"] = Entree.objects.filter(adresse=chemin).au_plus_profond(self.lecteur).first() if chemin else None
        if chemin and faits["entree"] is None:
            self.add_error("page", "Aucune page de la recherche n’a cette adresse.")
        if not cle_de(faits.get("mots", "")) and not faits.get("ecartee"):
            self.add_error("mots", "Dites pour quelle question, ou écartez la page de toutes les recherches.")
        return faits
