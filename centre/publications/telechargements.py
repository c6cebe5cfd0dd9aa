"""Counting downloads without following anybody: a file, a month, a number. No address, no member, no cookie."""

from __future__ import annotations

import datetime as dt
import logging
import re
from typing import Any

from django.db import DatabaseError, connection
from django.db.models import Q, QuerySet, Sum
from django.http import HttpRequest
from django.utils import timezone

from .models import Fichier, Telechargement

logger = logging.getLogger(__name__)
#: Programs that say what they are.
ROBOTS = re.compile(
    r"bot\b|bot/|crawl|spider|slurp|archiver|curl|wget|python|java/|httpclient|go-http|libwww|facebookexternalhit", re.I
)
#: The month is Paris's, by the database's clock.
UN_DE_PLUS = """
    INSERT INTO {table} (fichier_id, mois, nombre)
    VALUES (%s, date_trunc('month', statement_timestamp() AT TIME ZONE 'Europe/Paris')::date, 1)
    ON CONFLICT (fichier_id, mois) DO UPDATE SET nombre = {table}.nombre + 1
"""


def compter(request: HttpRequest, fichier: Fichier) -> None:
    """One more reader took this file: one statement. Never stops a file from being read, whatever happens to the count."""
    if not a_compter(request, fichier):
        return
    try:
        with connection.cursor() as curseur:
            curseur.execute(UN_DE_PLUS.format(table=Telechargement._meta.db_table), [fichier.pk])
    except DatabaseError:
        logger.warning("téléchargement non compté", exc_info=True)


def a_compter(request: HttpRequest, fichier: Fichier) -> bool:
    """A document taken from its beginning, by a browser: not its next parts, not a photo shown in a page, not the team, not its author."""
    if request.method != "GET" or fichier.type_mime.startswith("image/") or ROBOTS.search(request.headers.get("User-Agent", "")):
        return False
    partie = request.headers.get("Range", "").replace(" ", "")
    if partie and not partie.startswith("bytes=0-"):
        return False
    lecteur: Any = request.user
    return not (getattr(lecteur, "est_de_l_equipe", False) or (lecteur.pk is not None and lecteur.pk == fichier.auteur_id))


def premier_mois() -> dt.date:
    """The first of the last twelve months, this one included, in Paris."""
    aujourd_hui = timezone.localdate()
    mois = aujourd_hui.year * 12 + aujourd_hui.month - 12  # as a count of months, from January of year 0
    return dt.date(mois // 12, mois % 12 + 1, 1)


def depuis_un_an() -> QuerySet[Telechargement]:
    """The counts of this month and of the eleven before it."""
    return Telechargement.objects.filter(mois__gte=premier_mois())


def chiffres(fichiers: QuerySet[Fichier]) -> dict[str, int]:
    """``an`` and ``mois``: how often these files were taken in twelve months, and this month. One query."""
    lus = depuis_un_an().filter(fichier__in=fichiers.order_by().values("pk"))
    somme = lus.aggregate(an=Sum("nombre"), mois=Sum("nombre", filter=Q(mois=timezone.localdate().replace(day=1))))
    return {cle: valeur or 0 for cle, valeur in somme.items()}
