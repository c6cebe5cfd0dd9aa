"""What ``manage.py check`` refuses about signing in."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error

from .oidc import configuree, en_clair_sur_le_reseau


def fournisseur_en_https(**kwargs: Any) -> list[CheckMessage]:
    """An issuer spoken to over plain HTTP: whoever stands on the way could say who signs in."""
    if not (configuree() and en_clair_sur_le_reseau(settings.OIDC_ISSUER)):
        return []
    return [
        Error(
            "OIDC_ISSUER ne commence pas par « https:// » : personne ne pourra se connecter par ce fournisseur.",
            hint="Donnez l’adresse en https du champ « issuer » de …/.well-known/openid-configuration.",
            id="membres.E001",
        )
    ]
