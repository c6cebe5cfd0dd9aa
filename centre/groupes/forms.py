"""What is typed about a groupe."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone

from centre.membres.acces import Regard
from centre.membres.models import Membre, MembreQuerySet

from .enums import Porte
from .models import Classeur, Groupe, inscrits


class GroupeForm(forms.Form):
    """A groupe, as it announces itself."""

    nom = forms.CharField(label="Nom du groupe", max_length=120, error_messages={"required": "Donnez un nom au groupe."})
    description = forms.CharField(
        label="À quoi il sert, pour qui", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Dites en une phrase à quoi il sert."},
    )  # fmt: skip
    porte = forms.ChoiceField(label="On y entre", choices=Porte.choices, widget=forms.RadioSelect, initial=Porte.DEMANDE)

    def clean_nom(self) -> str:
        """One line."""
        return " ".join(self.cleaned_data["nom"].split())


class ReglageForm(GroupeForm):
    """The same, and what is pinned for those inside."""

    note = forms.CharField(
        label="Note épinglée", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="En tête de la page du groupe, pour celles et ceux qui en sont.",
    )  # fmt: skip


class DemandeForm(forms.Form):
    """Why one asks."""

    message = forms.CharField(
        label="Un mot pour les personnes qui animent", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class ChercherForm(forms.Form):
    """Whom to invite: some letters of a name; nobody is listed before."""

    TROUVES = 10
    qui = forms.CharField(
        label="Nom de la personne", max_length=100, required=False, min_length=2,
        widget=forms.TextInput({"type": "search", "autocomplete": "off"}),
        error_messages={"min_length": "Écrivez au moins deux lettres de son nom."},
    )  # fmt: skip

    def trouver(self, groupe: Groupe, par: Any) -> list[Membre]:
        """Those so called whom ``par`` may propose: at most TROUVES, and one more to say that there are others."""
        mots = self.cleaned_data["qui"].replace("\x00", " ").split() if self.is_valid() else []
        if not mots:
            return []
        gens = a_inviter(groupe, par)
        for mot in mots:
            gens = gens.filter(Q(nom__unaccent__icontains=mot) | Q(prenom__unaccent__icontains=mot))
        return list(gens[: self.TROUVES + 1])


class InvitationForm(forms.Form):
    """Who is proposed a place: those the animator may know, and who are not in yet."""

    membre = forms.ModelChoiceField(
        label="Personne", queryset=Membre.objects.none(), widget=forms.HiddenInput,
        error_messages={"required": "Choisissez une personne.", "invalid_choice": "Cette personne n’est pas à inviter."},
    )  # fmt: skip

    def __init__(self, *args: Any, groupe: Groupe, par: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["membre"].queryset = a_inviter(groupe, par)  # type: ignore[attr-defined]


def a_inviter(groupe: Groupe, par: Any) -> MembreQuerySet:
    """The members ``par`` may know and who are not in the groupe."""
    connus = Membre.objects.actifs().filter(Regard.de(par).condition())
    return connus.exclude(pk__in=inscrits(groupe).values("pk")).avec_poste().par_nom()


class AccueilForm(InvitationForm):
    """A guest, who reads until the end of a day."""

    jusqu_au = forms.DateField(
        label="Jusqu’au (compris)", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "Choisissez le dernier jour de l’accès."},
    )  # fmt: skip

    def clean_jusqu_au(self) -> dt.date:
        """Today or later, within a year."""
        jour, aujourd_hui = self.cleaned_data["jusqu_au"], timezone.localdate()
        if not aujourd_hui <= jour <= aujourd_hui + dt.timedelta(days=366):
            raise forms.ValidationError("Choisissez un jour d’ici un an.")
        return jour

    def instant(self) -> dt.datetime:
        """Midnight, in Paris, at the end of that day."""
        return timezone.make_aware(dt.datetime.combine(self.cleaned_data["jusqu_au"] + dt.timedelta(days=1), dt.time.min))


class RefusForm(forms.Form):
    """Why no."""

    motif = forms.CharField(
        label="Ce qui lui sera répondu", max_length=1000, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Dites pourquoi : la personne le lira."},
    )  # fmt: skip


class ClasseurForm(forms.Form):
    """A folder."""

    nom = forms.CharField(label="Nom du classeur", max_length=120, error_messages={"required": "Donnez un nom au classeur."})
    ordre = forms.IntegerField(label="Rang", min_value=1, max_value=999, initial=1)

    def __init__(self, *args: Any, groupe: Groupe, classeur: Classeur | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groupe, self.classeur = groupe, classeur
        if classeur is None:
            del self.fields["ordre"]
        else:
            self.initial.update(nom=classeur.nom, ordre=classeur.ordre)

    def clean_nom(self) -> str:
        """One line, one folder of that name."""
        nom = " ".join(self.cleaned_data["nom"].split())
        autres = Classeur.objects.filter(groupe=self.groupe, nom=nom)
        if self.classeur is not None and autres.exclude(pk=self.classeur.pk).exists():
            raise forms.ValidationError("Un autre classeur porte ce nom.")
        return nom
