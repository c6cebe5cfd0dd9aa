"""Files made of what one reader may read: composed once for a content, kept a few days, forgotten."""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from centre import documents
from centre.documents import bureautique, pdf
from centre.taches import differer

from ..models import Tirage

#: A file may be composed again at any time: it is kept for those who ask for it at the same moment.
GARDE = dt.timedelta(days=3)
MIMES = {"pdf": "application/pdf", **bureautique.MIMES}
#: Characters of what is read: beyond, a job lays it out and composes it (about half a second: docs/decisions/053).
LEGER = 120_000
#: A job that has composed nothing after that long is asked again.
PATIENCE = dt.timedelta(minutes=2)


@dataclass(frozen=True)
class Recette:
    """A file to be: ``source`` (JSON) is all that it says, as it is read; the rest lays it out, when it is to be composed.

    ``donnees``: for a PDF (template ``recueil``); ``titre`` and ``html``: for a word processor.
    """

    format: str
    source: Any
    donnees: Callable[[], dict[str, Any]]
    titre: str = ""
    html: Callable[[], str] = str

    @functools.cached_property
    def _matiere(self) -> str:
        return json.dumps([facon(), self.source], ensure_ascii=False, sort_keys=True)

    @functools.cached_property
    def cle(self) -> dict[str, Any]:
        """What its file is kept under."""
        return {"empreinte": hashlib.sha256(self._matiere.encode()).hexdigest(), "format": self.format}

    @property
    def legere(self) -> bool:
        """Composed while its reader waits."""
        return len(self._matiere) <= LEGER

    def octets(self) -> bytes:
        """The file."""
        if self.format == "pdf":
            return pdf.composer("recueil", self.donnees())
        return bureautique.composer(self.html(), titre=self.titre, format=self.format)  # type: ignore[arg-type]


@functools.cache
def facon() -> str:
    """The print of the way files are laid out: corrected, it makes other files of the same texts."""
    maison, jeudis = Path(documents.__file__).parent, Path(__file__).parents[1]
    noms = ("operations/editions.py", "operations/archives.py", "models/sections.py")
    chemins = [*sorted(maison.glob("*.py")), *sorted(maison.glob("gabarits/*.typ")), *(jeudis / nom for nom in noms)]
    return hashlib.sha256(b"\0".join(chemin.read_bytes() for chemin in chemins)).hexdigest()


def composer(recette: Recette) -> Tirage:
    """The file of that content, composed now unless it is kept. The caller has checked that its reader may read all of it."""
    return composer_tout([recette])[0]


def composer_tout(recettes: Sequence[Recette]) -> list[Tirage]:
    """The files of these contents, in their order: those kept in one query, the others composed now.

    A failure is told to whoever waits for one of them, then raised.
    """
    gardes = _gardes(recettes)
    try:
        return [gardes.get(r.cle["empreinte"]) or _garder(r.cle, r.octets()) for r in recettes]
    except Exception:
        Tirage.objects.filter(empreinte__in=[r.cle["empreinte"] for r in recettes], contenu="").update(echec=True)
        raise


def _gardes(recettes: Sequence[Recette]) -> dict[str, Tirage]:
    """Those that are there, by their print (all of one format)."""
    format = recettes[0].format
    lignes = Tirage.objects.filter(empreinte__in=[r.cle["empreinte"] for r in recettes], format=format).exclude(contenu="")
    return {tirage.empreinte: tirage for tirage in lignes}


def _garder(cle: dict[str, Any], octets: bytes) -> Tirage:
    """Two readers at once make one row; the bytes of the second are taken back."""
    essai = Tirage(**cle)
    essai.contenu.save("tirage", ContentFile(octets), save=False)
    nom = str(essai.contenu.name)
    ligne, _ = Tirage.objects.get_or_create(**cle, defaults={"contenu": nom})
    if not Tirage.objects.filter(pk=ligne.pk, contenu="").update(contenu=nom, echec=False) and ligne.contenu.name != nom:
        essai.contenu.storage.delete(nom)
    ligne.refresh_from_db()
    return ligne


def pret(recettes: Sequence[Recette], tache: str, **ids: int | str) -> Tirage | None:
    """None when these files are there, or light enough to be composed at once; else the one that is waited for.

    ``tache`` and its ``ids`` compose them: asked once, whoever asks, then again when nothing came within ``PATIENCE``.
    """
    if all(recette.legere for recette in recettes):
        return None
    gardes = _gardes(recettes)
    manquent = [recette.cle for recette in recettes if recette.cle["empreinte"] not in gardes]
    return _demander(manquent, tache, ids) if manquent else None


@transaction.atomic
def _demander(cles: list[dict[str, Any]], tache: str, ids: dict[str, Any]) -> Tirage:
    """The row that is waited for: one that a job was asked for lately, else the first, asked now."""
    maintenant = timezone.now()
    attendus = Tirage.objects.filter(empreinte__in=[cle["empreinte"] for cle in cles], format=cles[0]["format"], contenu="")
    en_cours = attendus.filter(demande_le__gt=maintenant - PATIENCE).order_by("-echec", "pk").first()
    if en_cours is not None:
        return en_cours
    tirage, neuf = Tirage.objects.get_or_create(**cles[0])
    if neuf or attendus.filter(pk=tirage.pk, demande_le__lte=maintenant - PATIENCE).update(demande_le=maintenant, echec=False):
        attendus.exclude(pk=tirage.pk).update(demande_le=maintenant, echec=False)
        Tirage.objects.bulk_create([Tirage(**cle) for cle in cles[1:]], ignore_conflicts=True)
        differer(tache, **ids)
    tirage.refresh_from_db()
    return tirage


def oublier_les_tirages() -> int:
    """Forget the files older than ``GARDE``, bytes included."""
    vieux = list(Tirage.objects.filter(cree_le__lt=timezone.now() - GARDE))
    for tirage in vieux:
        nom, stockage = str(tirage.contenu.name), tirage.contenu.storage
        tirage.delete()
        if nom:
            stockage.delete(nom)
    return len(vieux)
