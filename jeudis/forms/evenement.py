"""What is typed about others' events, and the calendar file brought in."""

from __future__ import annotations

from typing import Any

from django import forms

from centre.espaces.acces import espaces
from centre.espaces.enums import Niveau
from centre.espaces.models import Espace
from centre.territoires.models import Territoire
from centre.themes.forms import ChoixDeThemes
from centre.themes.models import Theme

from ..models import Evenement


def _jour() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _heure() -> forms.TimeInput:
    return forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class EvenementForm(forms.ModelForm):  # type: ignore[type-arg]
    """An event in one page."""

    dernier_jour = forms.DateField(label="au", required=False, widget=_jour(), help_text="Vide : le même jour.")
    lien = forms.URLField(label="Page de l’organisateur", max_length=500, required=False, assume_scheme="https")
    themes = ChoixDeThemes(label="Thèmes", queryset=Theme.objects.ranges(), required=False)
    territoires = forms.ModelMultipleChoiceField(label="Territoires", queryset=Territoire.objects.none(), required=False)
    jeton = forms.UUIDField(widget=forms.HiddenInput)

    class Meta:
        model = Evenement
        fields = (
            *("titre", "premier_jour", "dernier_jour", "de", "a", "lieu", "organisateur", "lien"),
            *("description", "annule", "themes", "territoires"),
        )
        widgets = {"premier_jour": _jour(), "de": _heure(), "a": _heure(), "description": forms.Textarea(attrs={"rows": 4})}
        error_messages = {
            "titre": {"required": "Dites de quoi il s’agit."},
            "premier_jour": {"required": "Donnez le jour."},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["territoires"].queryset = Territoire.objects.hors_communes().order_by("nom")  # type: ignore[attr-defined]
        self.fields["territoires"].widget.attrs["size"] = 6
        if self.instance.pk is None:
            del self.fields["annule"]

    def clean(self) -> dict[str, Any]:
        """The days and the hours are in order; an end wants a start."""
        donnees = super().clean() or {}
        premier, dernier = donnees.get("premier_jour"), donnees.get("dernier_jour")
        donnees["dernier_jour"] = dernier or premier
        if premier and dernier and dernier < premier:
            self.add_error("dernier_jour", "Le dernier jour vient après le premier.")
        de, a = donnees.get("de"), donnees.get("a")
        if a and not de:
            self.add_error("de", "Donnez aussi l’heure de début.")
        elif de and a and a <= de and donnees["dernier_jour"] == premier:
            self.add_error("a", "La fin vient après le début.")
        return donnees


class ImportAgendaForm(forms.Form):
    """A calendar, as a file or pasted."""

    fichier = forms.FileField(
        label="Fichier .ics", required=False, widget=forms.FileInput(attrs={"accept": ".ics,text/calendar"})
    )
    colle = forms.CharField(
        label="ou collez son contenu", required=False, strip=False, widget=forms.Textarea(attrs={"rows": 5}), max_length=1_000_000
    )
    nom = forms.CharField(
        label="Agenda de", max_length=200, required=False, help_text="Le nom de l’organisme ; vide : celui du fichier."
    )
    espace = forms.ModelChoiceField(
        label="Qui verra ces événements ?", queryset=Espace.objects.none(), widget=forms.RadioSelect, empty_label=None
    )
    passes = forms.BooleanField(label="Reprendre aussi les événements déjà passés", required=False)

    def __init__(self, *args: Any, membre: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choix: Any = espaces(membre, Niveau.ANIMER)
        self.fields["espace"].queryset = choix.par_ordre()  # type: ignore[attr-defined]
        self.initial.setdefault("espace", choix.filter(slug="reseau").values_list("pk", flat=True).first())

    def clean(self) -> dict[str, Any]:
        """One of the two; ``octets`` is what is read."""
        donnees = super().clean() or {}
        fichier, colle = donnees.get("fichier"), donnees.get("colle", "")
        if not fichier and not colle.strip() and "fichier" not in self.errors:
            self.add_error("fichier", "Choisissez un fichier, ou collez son contenu.")
        donnees["octets"] = fichier.read() if fichier else colle.encode()
        return donnees
