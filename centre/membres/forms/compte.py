"""allauth's forms with our words: no placeholder standing for a label, a help where one hesitates."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as compte
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms

#: The rule of settings.AUTH_PASSWORD_VALIDATORS, in words.
REGLE_DU_MOT_DE_PASSE = (
    "Au moins 12 caractères. Quatre mots sans rapport entre eux font un bon mot de passe. "
    "Il ne ressemble ni à votre nom ni à votre adresse, et n’est pas de ceux que tout le monde choisit."
)
CODE_D_APPLICATION = "Les 6 chiffres affichés par votre application, sans espace."


class EnFrancais(forms.Form):
    """Rewrites the fields named in ``mots``: label, help."""

    mots: dict[str, tuple[str, str]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for nom, champ in self.fields.items():
            champ.widget.attrs.pop("placeholder", None)
            if nom in self.mots:
                champ.label, champ.help_text = self.mots[nom]


class Connexion(EnFrancais, compte.LoginForm):
    """Address and password."""

    mots = {"login": ("Adresse électronique", ""), "password": ("Mot de passe", "")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autocomplete"] = "username"


class DemandeDeCode(EnFrancais, compte.RequestLoginCodeForm):
    """Where to send a code."""

    mots = {"email": ("Adresse électronique", "Celle de votre compte.")}


class SaisieDuCode(EnFrancais, compte.ConfirmLoginCodeForm):
    """The code received."""

    mots = {"code": ("Code reçu par courriel", "Recopiez-le comme il est écrit ; majuscules et minuscules se valent.")}


class Oubli(EnFrancais, compte.ResetPasswordForm):
    """Where to send the link."""

    mots = {"email": ("Adresse électronique", "Celle de votre compte.")}


class NouveauMotDePasse(EnFrancais, compte.ResetPasswordKeyForm):
    """After the link."""

    mots = {"password1": ("Nouveau mot de passe", REGLE_DU_MOT_DE_PASSE), "password2": ("Le même, une seconde fois", "")}


class ChoixDuMotDePasse(EnFrancais, compte.SetPasswordForm):
    """A first password."""

    mots = NouveauMotDePasse.mots


class ChangementDeMotDePasse(EnFrancais, compte.ChangePasswordForm):
    """Another password."""

    mots = {"oldpassword": ("Mot de passe actuel", ""), **NouveauMotDePasse.mots}


class NouvelleAdresse(EnFrancais, compte.AddEmailForm):
    """Another address."""

    mots = {"email": ("Nouvelle adresse électronique", "Nous y enverrons un lien ; l’adresse change quand vous l’ouvrez.")}


class Confirmation(EnFrancais, compte.ReauthenticateForm):
    """The password, once more."""

    mots = {"password": ("Mot de passe", "")}


class SecondFacteur(EnFrancais, mfa.AuthenticateForm):
    """The code of the second step."""

    mots = {"code": ("Code", f"{CODE_D_APPLICATION} Ou l’un de vos codes de secours.")}


class ConfirmationParCode(EnFrancais, mfa.ReauthenticateForm):
    """The code, once more."""

    mots = SecondFacteur.mots


class Application(EnFrancais, totp.ActivateTOTPForm):
    """The first code of an application."""

    mots = {"code": ("Code affiché par l’application", CODE_D_APPLICATION)}


class NouvelleCle(EnFrancais, webauthn.AddWebAuthnForm):
    """A key, and whether it is enough by itself."""

    mots = {
        "name": ("Nom de la clé", "Pour la reconnaître : « mon téléphone », « ordinateur du bureau »."),
        "passwordless": (
            "Se connecter avec cette clé seule",
            "Sans mot de passe : l’appareil vérifie votre empreinte, votre visage ou son propre code.",
        ),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].initial = True


class NomDeCle(EnFrancais, webauthn.EditWebAuthnForm):
    """Another name for a key."""

    mots = {"name": ("Nom de la clé", "")}
