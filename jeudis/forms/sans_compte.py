"""Registering without an account: the public's form, and the team's for who telephones."""

from __future__ import annotations

import time
from typing import Any

from django import forms
from django.core import signing

from centre.territoires.models import Territoire

from ..models import Jeudi
from ..operations import Identite
from .bulletin import BulletinForm

#: A person needs more than this to fill the form in (seconds), and less than a day.
TROP_VITE, TROP_TARD = 3, 24 * 3600
SEL = "jeudis.sans_compte"


class SansCompteForm(BulletinForm):
    """One page: who, then what the Jeudi asks. Robots are told by a field nobody sees and by the time they took."""

    prenom = forms.CharField(label="Prénom", max_length=80, widget=forms.TextInput({"autocomplete": "given-name"}))
    nom = forms.CharField(label="Nom", max_length=80, widget=forms.TextInput({"autocomplete": "family-name"}))
    courriel = forms.EmailField(
        label="Adresse électronique", max_length=254, widget=forms.EmailInput({"autocomplete": "email"}),
        help_text="Nous y envoyons un lien à confirmer, puis la convocation.",
    )  # fmt: skip
    fonction = forms.CharField(
        label="Fonction", max_length=160, required=False, widget=forms.TextInput({"autocomplete": "organization-title"})
    )
    structure = forms.CharField(
        label="Structure", max_length=200, required=False, widget=forms.TextInput({"autocomplete": "organization"})
    )
    lieu = forms.ModelChoiceField(
        label="Votre territoire", queryset=Territoire.objects.none(), required=False, empty_label="Choisissez…"
    )
    site = forms.CharField(
        label="Ne remplissez pas ce champ", required=False, widget=forms.TextInput({"autocomplete": "off", "tabindex": "-1"})
    )
    pose = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, jeudi: Jeudi, **kwargs: Any) -> None:
        super().__init__(*args, jeudi=jeudi, **kwargs)
        self.fields["lieu"].queryset = Territoire.objects.affirmes().actifs().hors_communes().order_by("nom")  # type: ignore[attr-defined]
        self.initial["pose"] = signing.TimestampSigner(salt=SEL).sign(str(jeudi.pk))

    def clean_pose(self) -> str:
        """A form that was shown, long enough ago to be read, not yesterday."""
        signe = signing.TimestampSigner(salt=SEL)
        try:
            jeudi = signe.unsign(self.cleaned_data["pose"], max_age=TROP_TARD)
        except signing.BadSignature as faute:
            self._reposer()
            raise forms.ValidationError("Cette page était ouverte depuis trop longtemps : envoyez-la de nouveau.") from faute
        if jeudi != str(self.jeudi.pk):
            self._reposer()
            raise forms.ValidationError("Envoyez la page de nouveau.")
        return self.cleaned_data["pose"]

    def _reposer(self) -> None:
        """Give the form shown again a fresh mark; what was typed stays."""
        envoye: Any = self.data
        self.data = copie = envoye.copy()
        copie[self.add_prefix("pose")] = self.initial["pose"]

    @property
    def est_d_un_robot(self) -> bool:
        """The hidden field was filled, or the page came back before anybody could have read it."""
        if self.cleaned_data.get("site"):
            return True
        marque = signing.b62_decode(self.cleaned_data["pose"].rsplit(":", 2)[1])
        return time.time() - marque < TROP_VITE

    def identite(self) -> Identite:
        """Who registers. The catégorie is not theirs to choose: who has no account is of the wider public."""
        d = self.cleaned_data
        textes = {cle: " ".join(d[cle].split()) for cle in ("prenom", "nom", "fonction", "structure")}
        territoires = (d["lieu"],) if d["lieu"] else ()
        return Identite(courriel=d["courriel"], categorie="public-elargi", territoires=territoires, **textes)


class InscrireSansCompteForm(forms.Form):
    """The team registers somebody who telephoned and has no account: a first name and a name are enough."""

    prenom = forms.CharField(label="Prénom", max_length=80)
    nom = forms.CharField(label="Nom", max_length=80)
    courriel = forms.EmailField(label="Adresse électronique", max_length=254, required=False)
    structure = forms.CharField(label="Structure", max_length=200, required=False)
    fonction = forms.CharField(label="Fonction", max_length=160, required=False)

    def identite(self) -> Identite:
        """Who is registered."""
        return Identite(categorie="public-elargi", **{cle: self.cleaned_data[cle] for cle in self.fields})
