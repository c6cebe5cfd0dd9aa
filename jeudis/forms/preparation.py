"""What the team types to duplicate a Jeudi, and about the checklists."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django import forms

from centre.temps import date_locale

from ..enums import Forme, Moment
from ..models import Document, Jeudi
from ..operations import Prevue, dates_proposees, liste_type
from .jeudi import DATE

AUTRE = "autre"


class DupliquerForm(forms.Form):
    """When the new one takes place, under which title, with which documents."""

    titre = forms.CharField(label="Titre", max_length=200)
    date = forms.ChoiceField(label="Première date", widget=forms.RadioSelect)
    premier_jour = forms.DateField(label="Si c’est une autre date, laquelle ?", required=False, widget=DATE)
    suite = forms.BooleanField(label="C’est la prochaine séance de ce groupe", required=False)
    documents = forms.MultipleChoiceField(label="Documents à reprendre", required=False, widget=forms.CheckboxSelectMultiple)
    jeton = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, jeudi: Jeudi, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        proposees = dates_proposees(jeudi)
        choix = [(jour.isoformat(), date_locale(jour, "longue")) for jour in proposees]
        self.fields["date"].choices = [*choix, (AUTRE, "Une autre date")]  # type: ignore[attr-defined]
        documents = list(Document.objects.filter(jeudi=jeudi))
        self.fields["documents"].choices = [(d.pk, f"{d.titre} ({d.get_moment_display().lower()})") for d in documents]  # type: ignore[attr-defined]
        if not documents:
            del self.fields["documents"]
        if jeudi.forme != Forme.GROUPE:
            del self.fields["suite"]
        self.initial = {
            "titre": jeudi.titre, "date": choix[1][0] if choix else AUTRE, "suite": True, "jeton": uuid.uuid4(),
            "documents": [d.pk for d in documents if d.moment == Moment.AVANT],
        }  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """A date, proposed or typed."""
        donnees = super().clean() or {}
        if donnees.get("date") == AUTRE and not donnees.get("premier_jour") and "premier_jour" not in self.errors:
            self.add_error("premier_jour", "Donnez la date, ou choisissez-en une au-dessus.")
        return donnees

    def jour(self) -> dt.date:
        """The first day of the new one."""
        d = self.cleaned_data
        return d["premier_jour"] if d["date"] == AUTRE else dt.date.fromisoformat(d["date"])


class LigneForm(forms.Form):
    """A line of a forme's checklist."""

    cle = forms.CharField(widget=forms.HiddenInput, required=False)
    libelle = forms.CharField(label="Quoi faire", max_length=160, required=False)
    delai = forms.IntegerField(label="Jours", min_value=-365, max_value=365, required=False)
    active = forms.BooleanField(label="Demandée", required=False)

    def clean(self) -> dict[str, Any]:
        """A line has words and a day; one of the team's own without words goes."""
        donnees = super().clean() or {}
        if donnees.get("libelle") and donnees.get("delai") is None and not self.errors:
            self.add_error("delai", "Combien de jours avant (−) ou après ?")
        return donnees


LignesFormSet = forms.formset_factory(LigneForm, extra=2, max_num=60)


def lignes_initiales(forme: str) -> list[dict[str, Any]]:
    """The lines of the formset."""
    return [{"cle": p.cle, "libelle": p.libelle, "delai": p.delai, "active": p.active} for p in liste_type(forme)]


def lignes_typees(formset: Any, forme: str) -> list[Prevue]:
    """What was typed; a line of the portal whose words were emptied takes its own back."""
    connues = {prevue.cle: prevue for prevue in liste_type(forme)}
    lignes = []
    for form in formset:
        d = form.cleaned_data
        connue = connues.get(d.get("cle") or "")
        if connue is None and not d.get("libelle"):
            continue
        libelle = d["libelle"] or (connue.etape.libelle if connue and connue.etape else "")
        delai = d["delai"] if d["delai"] is not None else (connue.delai if connue else 0)
        active = d["active"] if connue else True
        etape, pk = (connue.etape, connue.pk) if connue else (None, None)
        lignes.append(Prevue(connue.cle if connue else "", libelle, delai, active, etape, pk))
    return lignes
