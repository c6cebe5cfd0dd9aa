"""Mails as files."""

from __future__ import annotations

import os
import uuid
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

#: Carries the row's uuid in the message.
EN_TETE = "X-Courriel"


class FichierBackend(BaseEmailBackend):
    """Writes each message as ``COURRIELS_DOSSIER/<uuid>.eml``; sent twice, the same row makes one file."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write the messages; returns how many."""
        dossier = Path(settings.COURRIELS_DOSSIER)
        dossier.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            nom = _nom(message)
            brouillon = dossier / f".{nom}.{os.getpid()}"
            brouillon.write_bytes(message.message().as_bytes())
            os.replace(brouillon, dossier / f"{nom}.eml")
        return len(email_messages)


def _nom(message: EmailMessage) -> uuid.UUID:
    """The row's uuid; a new one for a message that is no row (a report to the administrators)."""
    try:
        return uuid.UUID(message.extra_headers.get(EN_TETE, ""))
    except ValueError:
        return uuid.uuid4()
