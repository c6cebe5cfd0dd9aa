"""How allauth behaves here: nobody signs up alone, mails are rows, TOTP secrets are encrypted."""

from __future__ import annotations

import base64
import hashlib
from io import BytesIO
from typing import Any

import qrcode
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.core.internal import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from qrcode.image.svg import SvgPathFillImage

from centre.temps import date_locale

CONFIRMER = {
    "reauthenticate": "Avec mon mot de passe",
    "mfa_reauthenticate": "Avec un code de mon application ou de secours",
    "mfa_reauthenticate:webauthn": "Avec une clé d’accès",
}


class Adaptateur(DefaultAccountAdapter):
    """Accounts come from the team; every mail goes through ``centre.courriels``."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "duplicate_email": "Cette adresse est déjà celle de votre compte.",
        "email_password_mismatch": "Adresse ou mot de passe incorrect.",
        "enter_current_password": "Ce n’est pas votre mot de passe actuel.",
        "incorrect_code": "Ce code n’est pas le bon.",
        "incorrect_password": "Ce n’est pas votre mot de passe.",
        "invalid_password_reset": "Ce lien n’est plus valable.",
        "rate_limited": "Trop d’essais de suite. Attendez une minute.",
        "same_as_current": "C’est déjà votre adresse.",
        "too_many_login_attempts": "Trop d’essais manqués. Attendez cinq minutes, ou demandez un code par courriel.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up alone: access is asked for, then given."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Keep allauth's message as a row, then send it after commit, like every other.

        A notification names nobody in its context: the member is found by the address it goes to, or is the one signed in.
        """
        from centre.courriels.operations import envoyer_du_compte

        if "timestamp" in context:
            context = context | {"quand": date_locale(context["timestamp"])}
        message = self.render_mail(template_prefix, email, {"email": email} | context)
        envoyer_du_compte(
            genre=template_prefix,
            adresse=email,
            sujet=message.subject,
            texte=str(message.body),
            membre=context.get("user") or self._membre(email),
        )

    def _membre(self, email: str) -> Any:
        connue = EmailAddress.objects.filter(email__iexact=email, verified=True).select_related("user").first()
        if connue is not None:
            return connue.user
        return self.request.user if self.request.user.is_authenticated else None

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse an account that failed too often. Raises ValidationError.

        Failures alone are counted, when they happen: allauth counts every attempt and takes the good ones back, so that a few
        people of one office signing in at the same second would refuse each other.
        """
        if not self._essai_manque(request, credentials, a_blanc=True):
            raise self.validation_error("too_many_login_attempts")

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Count one more failure."""
        self._essai_manque(request, credentials)

    def _essai_manque(self, request: HttpRequest, credentials: dict[str, Any], *, a_blanc: bool = False) -> bool:
        cle = self._get_login_attempts_cache_key(request, **credentials)
        action = {"app": "allauth.account", "action": "login_failed"}
        return ratelimit.consume(request, **action, key=cle, dry_run=a_blanc) is not None

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to « Mon compte »."""
        return reverse("mon_compte")

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """The ways to confirm who one is, in our words."""
        return [methode | {"description": CONFIRMER[methode["id"]]} for methode in super().get_reauthentication_methods(user)]


class AdaptateurMFA(DefaultMFAAdapter):
    """Second-factor secrets at rest are encrypted with a key derived from SECRET_KEY."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": "Ce moyen ne peut pas être retiré.",
        "cannot_generate_recovery_codes": "Ajoutez d’abord une application ou une clé d’accès.",
        "incorrect_code": "Ce code n’est pas le bon.",
        "unverified_email": "Confirmez d’abord votre nouvelle adresse électronique, ou annulez son changement.",
    }

    def get_totp_issuer(self) -> str:
        """The name shown by the application beside the code."""
        return str(settings.WAGTAIL_SITE_NAME)

    def build_totp_svg(self, url: str) -> str:
        """The QR code on white, so that a telephone reads it in dark mode too."""
        sortie = BytesIO()
        qrcode.make(url, image_factory=SvgPathFillImage).save(sortie)
        return sortie.getvalue().decode()

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:
        """« Clé d’accès 2 »: a first name, that the member can change."""
        return f"Clé d’accès {Authenticator.objects.filter(user=user.pk, type=type).count() + 1}"

    def _fernet(self) -> Fernet:
        empreinte = hashlib.sha256(b"mfa:" + settings.SECRET_KEY.encode()).digest()
        return Fernet(base64.urlsafe_b64encode(empreinte))

    def encrypt(self, text: str) -> str:
        """``text`` encrypted, as ASCII."""
        return self._fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The text ``encrypt`` was given. Raises cryptography.fernet.InvalidToken when the key changed."""
        return self._fernet().decrypt(encrypted_text.encode()).decode()
