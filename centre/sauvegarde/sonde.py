"""The backup's place on the health page."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import connection

from .erreurs import SauvegardeAncienne
from .sauvegarde import derniere_sauvegarde


def verifier_la_sauvegarde() -> None:
    """Raise SauvegardeAncienne when the last backup is older than SAUVEGARDE_AGE_MAXIMAL hours (None: not asked, in the demo).

    A new installation has as long to make its first one.
    """
    if settings.SAUVEGARDE_AGE_MAXIMAL is None:
        return
    derniere = derniere_sauvegarde() or _installation()
    age = dt.datetime.now(dt.UTC) - derniere
    if age > dt.timedelta(hours=settings.SAUVEGARDE_AGE_MAXIMAL):
        raise SauvegardeAncienne(f"dernière sauvegarde il y a {age.days} jours")


def _installation() -> dt.datetime:
    """When the first migration was applied."""
    with connection.cursor() as curseur:
        curseur.execute("SELECT min(applied) FROM django_migrations")
        (premiere,) = curseur.fetchone()
    return premiere
