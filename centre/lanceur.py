"""Which database a command runs on: DATABASE_URL when given, else the project's own PostgreSQL under CENTRE_VAR."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from centre.postgres import ErreurServeur, Serveur, ServeurDejaLance

#: Commands that need no database.
SANS_BASE = {"help", "version", "--version", "--help", "check", "makemessages", "compilemessages", "collectstatic"}


def dossier_var() -> Path:
    """Where the database, files and mails of this installation live (CENTRE_VAR, else var/ beside manage.py)."""
    return Path(os.environ.get("CENTRE_VAR") or Path(__file__).resolve().parents[1] / "var").resolve()


@contextmanager
def avec_base(argv: Sequence[str]) -> Iterator[None]:
    """Run the block with a database: the one of DATABASE_URL, the embedded one that runs, or one started for the block."""
    if os.environ.get("DATABASE_URL") or len(argv) < 2 or argv[1] in SANS_BASE:
        yield
        return
    serveur = Serveur(dossier_var() / "postgres")
    try:
        serveur.demarrer(lien_parent=True)
        os.environ["DATABASE_URL"] = serveur.url
    except ServeurDejaLance as deja:
        if not deja.url:
            sys.exit(str(deja))
        os.environ["DATABASE_URL"] = deja.url
    except ErreurServeur as erreur:
        sys.exit(str(erreur))
    try:
        yield
    finally:
        serveur.arreter()
