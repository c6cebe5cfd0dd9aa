"""Bringing a table in: choose it, say what its columns are, decide what resembles somebody."""

from __future__ import annotations

from typing import Any

from django import forms

from centre.registre import imports

from ..enums import Constat
from ..importation import TypeImport
from ..models import Import, LigneImport


class FichierForm(forms.Form):
    """Which file, of what."""

    genre = forms.ChoiceField(label="Ce que contient le fichier", widget=forms.RadioSelect)
    fichier = forms.FileField(
        label="Fichier", widget=forms.FileInput, error_messages={"required": "Choisissez un fichier."},
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choix = [(cle, type_.libelle) for cle, type_ in imports.items()]
        self.fields["genre"].choices = choix  # type: ignore[attr-defined]
        self.initial.setdefault("genre", choix[0][0])
        formats = dict.fromkeys(fin for type_ in imports.values() for fin in type_.formats)
        self.fields["fichier"].widget.attrs["accept"] = ",".join(formats)


class ReglageForm(forms.Form):
    """Which column of the file says what, and what holds for the whole table."""

    def __init__(self, *args: Any, importation: Import, type_: TypeImport, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.type_ = type_
        colonnes = [("", "Aucune colonne"), *((str(rang), nom) for rang, nom in enumerate(importation.entetes))]
        for colonne in type_.colonnes:
            rang = importation.correspondance.get(colonne.cle)
            self.fields[f"colonne_{colonne.cle}"] = forms.ChoiceField(
                label=colonne.libelle,
                choices=colonnes,
                required=False,
                help_text=colonne.aide,
                initial="" if rang is None else str(rang),
            )
        for option in type_.options:
            self.fields[f"option_{option.cle}"] = forms.ChoiceField(
                label=option.libelle, choices=option.choix, help_text=option.aide, initial=type_.option(importation, option.cle),
                required=all(valeur for valeur, _ in option.choix),
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """A column of the file says one thing."""
        prises: dict[str, str] = {}
        for colonne in self.type_.colonnes:
            rang = self.cleaned_data.get(f"colonne_{colonne.cle}")
            if rang and rang in prises:
                self.add_error(f"colonne_{colonne.cle}", f"Cette colonne est déjà prise pour « {prises[rang]} ».")
            prises.setdefault(rang or "", colonne.libelle)
        return self.cleaned_data

    def correspondance(self) -> dict[str, int]:
        """Key of the kind's column → rank of the file's."""
        dites = {c.cle: self.cleaned_data[f"colonne_{c.cle}"] for c in self.type_.colonnes}
        return {cle: int(rang) for cle, rang in dites.items() if rang}

    def options(self) -> dict[str, str]:
        """What holds for the whole table."""
        return {option.cle: self.cleaned_data[f"option_{option.cle}"] for option in self.type_.options}


class DecisionsForm(forms.Form):
    """One answer per line that resembles something known."""

    def __init__(self, *args: Any, lignes: list[LigneImport], type_: TypeImport, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for ligne in lignes:
            self.fields[f"ligne_{ligne.numero}"] = forms.ChoiceField(
                label=f"Ligne {ligne.numero}", choices=type_.decisions, required=False, initial=ligne.decision,
                help_text=" ".join(remarque["message"] for remarque in ligne.remarques),
            )  # fmt: skip

    def decisions(self) -> dict[int, str]:
        """Line's number → decision."""
        return {int(nom.removeprefix("ligne_")): valeur for nom, valeur in self.cleaned_data.items()}


class FiltreLignes(forms.Form):
    """Which lines are shown."""

    constat = forms.ChoiceField(label="Lignes", choices=[("", "Toutes"), *Constat.choices], required=False)

    def choix(self) -> str:
        """The finding asked for; "" for all, or for an unknown one."""
        return self.cleaned_data.get("constat", "") if self.is_valid() else ""
