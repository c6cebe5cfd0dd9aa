"""What the tests of coming in share: forms filled in, mails read, a queue emptied."""

from __future__ import annotations

import email
import email.policy
import re
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from django.conf import settings

from centre.taches import vider_la_file

MOT_DE_PASSE = "quatre mots sans rapport"
SAISIE = {
    "email": "lea.martin@pays.example",
    "prenom": "Léa",
    "nom": "Martin",
    "categorie": "pays",
    "structure_nom": "Association du Pays d’Auge",
    "fonction": "agente de développement",
    "message": "Je remplace Paul.",
    "charte": "on",
}


def recus() -> list[EmailMessage]:
    """The mails sent since the beginning of the test, by address; the queue is emptied first."""
    vider_la_file()
    dossier = Path(settings.COURRIELS_DOSSIER)
    fichiers = sorted(dossier.glob("*.eml"), key=lambda f: f.stat().st_mtime_ns) if dossier.exists() else []
    messages: list[Any] = [email.message_from_bytes(f.read_bytes(), policy=email.policy.default) for f in fichiers]
    return messages


def texte(message: EmailMessage) -> str:
    """Its text."""
    corps: Any = message.get_body(("plain",))
    return str(corps.get_content())


def lien(message: EmailMessage) -> str:
    """The path of its one signed link."""
    (chemin,) = re.findall(r"/lien/[\w-]{43}/", texte(message))
    return str(chemin)


def anonyme(message: EmailMessage) -> str:
    """Its text, without its token nor the instant it expires."""
    sans_jeton = re.sub(r"/lien/[\w-]{43}/", "/lien/JETON/", texte(message))
    return re.sub(r"(?:lun|mar|mercre|jeu|vendre|same)di\s\d[^.,;:\n]*|dimanche\s\d[^.,;:\n]*", "TEL JOUR", sans_jeton)
