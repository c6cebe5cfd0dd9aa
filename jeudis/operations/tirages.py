"""Files made of what one reader may read: composed once for a content, kept a few days, forgotten."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from typing import Any

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from centre.documents import bureautique, pdf

from ..models import Tirage

#: A file may be composed again at any time: it is kept for those who ask for it at the same moment.
GARDE = dt.timedelta(days=3)
MIMES = {"pdf": "application/pdf", **bureautique.MIMES}


def composer(*, format: str, donnees: dict[str, Any], html: str = "") -> Tirage:
    """The file of that content: ``donnees`` for a PDF (template ``recueil``), ``html`` and its title for a word processor.

    The caller has checked that their reader may read all of it. Raises KeyError on another format.
    """
    MIMES[format]
    matiere = json.dumps([donnees if format == "pdf" else [donnees["titre"], html]], ensure_ascii=False, sort_keys=True)
    cle = {"empreinte": hashlib.sha256(matiere.encode()).hexdigest(), "format": format}
    deja = Tirage.objects.filter(**cle).first()
    if deja is not None:
        return deja
    if format == "pdf":
        octets = pdf.composer("recueil", donnees)
    else:
        octets = bureautique.composer(html, titre=donnees["titre"], format=format)  # type: ignore[arg-type]
    return _garder(cle, octets)


def _garder(cle: dict[str, str], octets: bytes) -> Tirage:
    """Two readers at once make one row; the bytes of the second are taken back."""
    tirage = Tirage(**cle)
    tirage.contenu.save("tirage", ContentFile(octets), save=False)
    try:
        with transaction.atomic():
            tirage.save()
        return tirage
    except IntegrityError:
        tirage.contenu.storage.delete(str(tirage.contenu.name))
        return Tirage.objects.get(**cle)


def oublier_les_tirages() -> int:
    """Forget the files older than ``GARDE``, bytes included."""
    vieux = list(Tirage.objects.filter(cree_le__lt=timezone.now() - GARDE))
    for tirage in vieux:
        nom, stockage = str(tirage.contenu.name), tirage.contenu.storage
        tirage.delete()
        stockage.delete(nom)
    return len(vieux)
