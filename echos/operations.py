"""Writes on échos: those of every publication; nothing of their own yet but the gesture of the form."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from centre.espaces.models import Espace
from centre.publications import operations as ecriture
from centre.publications.historique import comparer

from .models import Echo


@transaction.atomic
def garder(*, echo: Echo | None, contenu: Echo, espace: Espace | None, par: Any, version_lue: int | None) -> Echo:
    """Keep what the form holds: a new draft when ``echo`` is None, else a new version; a draft also goes to ``espace``.

    The empty notebook sent again (lost answer, double click) continues the écho it began: what was typed since is kept.
    Returns the live row. Raises ConflitDeVersion and PermissionDenied (see centre.publications.operations).
    """
    if echo is None:
        if espace is None:
            raise ValueError("un écho commence dans un espace")
        echo = Echo.objects.de(par).filter(jeton=contenu.jeton).first()
        if echo is None:
            return ecriture.creer(publication=contenu, espace=espace, par=par)
        if echo.first_published_at and not comparer(echo.version_a_modifier(), contenu):
            return echo
        contenu.pk = echo.pk
    ecriture.enregistrer(publication=contenu, par=par, version_lue=version_lue)
    if espace is not None and not echo.first_published_at:
        ecriture.deplacer(publication=echo, espace=espace, par=par)
    return Echo.objects.get(pk=echo.pk)
