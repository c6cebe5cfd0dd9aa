"""The first password, chosen behind a link received by mail."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password

from .compte import REGLE_DU_MOT_DE_PASSE


class MotDePasseForm(forms.Form):
    """Twice the same; the rule is that of every password."""

    mot_de_passe = forms.CharField(
        label="Mot de passe", help_text=REGLE_DU_MOT_DE_PASSE, strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )  # fmt: skip
    confirmation = forms.CharField(
        label="Le même, une seconde fois", strip=False, widget=forms.PasswordInput({"autocomplete": "new-password"})
    )

    def __init__(self, *args: Any, membre: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.membre = membre

    def clean_mot_de_passe(self) -> str:
        """Neither short, nor common, nor the person's own name."""
        validate_password(self.cleaned_data["mot_de_passe"], self.membre)
        return self.cleaned_data["mot_de_passe"]

    def clean(self) -> dict[str, Any]:
        """Both are the same."""
        choisis = self.cleaned_data
        if "mot_de_passe" in choisis and choisis["mot_de_passe"] != choisis.get("confirmation"):
            self.add_error("confirmation", "Les deux mots de passe ne sont pas les mêmes.")
        return choisis

    def choisir(self) -> None:
        """Write it."""
        self.membre.set_password(self.cleaned_data["mot_de_passe"])
        self.membre.save(update_fields=["password"])
