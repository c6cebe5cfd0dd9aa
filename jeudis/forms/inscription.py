"""What is typed to register somebody."""

from __future__ import annotations

from typing import Any

from django import forms

from centre.membres.models import Membre

from ..enums import EtatInscription
from ..models import Inscription, Jeudi
from ..operations import peut_etre_inscrit


class InscrireForm(forms.Form):
    """The team registers somebody who telephoned; ``adresse`` is cleaned into a member."""

    adresse = forms.EmailField(label="Adresse électronique du membre", max_length=254)

    def __init__(self, *args: Any, jeudi: Jeudi, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.jeudi = jeudi

    def clean_adresse(self) -> Membre:
        """Who has that address, may read the page, and is not registered yet."""
        membre = Membre.objects.actifs().filter(email__iexact=self.cleaned_data["adresse"]).first()
        if membre is None:
            raise forms.ValidationError("Aucun membre actif n’a cette adresse.")
        deja = Inscription.objects.de(membre).filter(jeudi=self.jeudi).exclude(etat=EtatInscription.ANNULEE).first()
        if deja is not None:
            ou = "déjà inscrit·e" if deja.etat == EtatInscription.INSCRIT else "déjà sur la liste d’attente"
            raise forms.ValidationError(f"{membre} est {ou}.")
        if not peut_etre_inscrit(self.jeudi, membre):
            raise forms.ValidationError(self._empechement(membre))
        return membre

    def _empechement(self, membre: Membre) -> str:
        if not self.jeudi.est_publie:
            return "Publiez d’abord ce Jeudi : le courriel mène à sa page."
        if self.jeudi.annule_le:
            return "Ce Jeudi est annulé."
        return f"{membre} ne peut pas lire la page de ce Jeudi, réservée à : {self.jeudi.espace.nom}."
