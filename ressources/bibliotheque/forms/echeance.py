"""When a document is looked at again, and by whom."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone

from centre.membres.models import Membre

from ..models import Echeance, Ressource
from ..operations import responsables


class EcheanceForm(forms.Form):
    """A day, and somebody; proposed: in a year, who answers for it today."""

    date = forms.DateField(
        label="À revoir le", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="Un an est une bonne mesure ; six mois pour ce qui suit une loi ou un appel à projets.",
        error_messages={"required": "Dites quel jour le relire."},
    )  # fmt: skip
    responsable = forms.ModelChoiceField(
        label="Par", queryset=Membre.objects.none(), required=False, empty_label="L’équipe du Centre",
        help_text="Cette personne recevra un courriel ce jour-là. Si elle quitte le réseau, l’équipe prend la suite.",
    )  # fmt: skip

    def __init__(self, *args: Any, membre: Any, ressource: Ressource, echeance: Echeance | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        possibles = [qui.pk for qui in responsables(ressource)]
        choix = Membre.objects.filter(pk__in=possibles).par_nom()
        self.fields["responsable"].queryset = choix  # type: ignore[attr-defined]
        dans_un_an = timezone.localdate() + dt.timedelta(days=365)
        a_venir = echeance is not None and not echeance.est_echue
        self.initial["date"] = echeance.date if echeance and a_venir else dans_un_an
        self.initial["responsable"] = echeance.responsable_id if echeance else membre.pk
