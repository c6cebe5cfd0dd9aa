"""Asking for a reserved file, and answering."""

from __future__ import annotations

from typing import Any

from django import forms

#: How long an access may be given for.
DUREES = [(7, "une semaine"), (30, "30 jours"), (90, "trois mois"), (365, "un an")]


class DemandeForm(forms.Form):
    """A member asks: one sentence."""

    motif = forms.CharField(
        label="Pourquoi en avez-vous besoin ?", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Une phrase suffit : l’équipe du Centre la lit avant de répondre.",
        error_messages={"required": "Dites en une phrase pourquoi vous en avez besoin."},
    )  # fmt: skip


class SansCompteForm(DemandeForm):
    """A visitor asks: who, where to answer. ``site``: a field nobody sees, that robots fill in."""

    nom = forms.CharField(label="Prénom et nom", max_length=160, widget=forms.TextInput({"autocomplete": "name"}))
    courriel = forms.EmailField(
        label="Adresse électronique", max_length=254, widget=forms.EmailInput({"autocomplete": "email"}),
        help_text="Nous y envoyons un lien à confirmer, puis la réponse.",
    )  # fmt: skip
    site = forms.CharField(
        label="Ne remplissez pas ce champ", required=False, widget=forms.TextInput({"autocomplete": "off", "tabindex": "-1"})
    )
    field_order = ("nom", "courriel", "motif", "site")


class _Duree(forms.Form):
    jours = forms.TypedChoiceField(label="Pendant", coerce=int, initial=30, choices=DUREES)


class ReponseForm(_Duree):
    """The team's answer: yes for a time, or no with a reason."""

    reponse = forms.CharField(
        label="Un mot pour la personne", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Obligatoire pour refuser : la personne le lit dans le courriel.",
    )  # fmt: skip
    field_order: Any = ("jours", "reponse")


class OuvrirForm(_Duree):
    """The team opens the files to somebody who asked nothing."""

    nom = forms.CharField(label="Prénom et nom", max_length=160)
    adresse = forms.EmailField(label="Adresse électronique", max_length=254)
    motif = forms.CharField(
        label="Pourquoi", max_length=1000, help_text="Intervention du 26 novembre, étude commune… Gardé pour l’équipe."
    )
    field_order: Any = ("nom", "adresse", "motif", "jours")
