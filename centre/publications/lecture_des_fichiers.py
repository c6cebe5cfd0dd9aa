"""The text of files: read by a job, in a process of its own limited in time and memory; kept page by page."""

from __future__ import annotations

import json
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction

from centre.registre import annoncer, lectures

from .extraction import OPENDOCUMENT, PANDOC, XLSX
from .models import Fichier, TexteDeFichier

#: What a reader process may use.
SECONDES, OCTETS = 120, 3 * 1024**3
LISIBLES = frozenset({"application/pdf", XLSX, "text/plain", "text/csv", *PANDOC, *OPENDOCUMENT})


def lire_le_fichier(cle: Any) -> None:
    """Read one file and keep its text and first page; asked twice, it is read once. A file gone meanwhile is no error."""
    fichier = Fichier.objects.filter(pk=cle).first()
    if fichier is None or TexteDeFichier.objects.filter(fichier=fichier).exists():
        return
    muet: tuple[dict[str, Any], None] = ({"etat": "sans_texte", "pages": []}, None)
    resultat, vignette = extraire(fichier) if fichier.type_mime in LISIBLES else muet
    with transaction.atomic():
        vivant = Fichier.objects.select_for_update().filter(pk=cle).first()
        if vivant is None:
            return
        TexteDeFichier.objects.get_or_create(fichier=vivant, defaults={"etat": resultat["etat"], "pages": resultat["pages"]})
        for garder in lectures.values():
            garder(vivant, resultat["pages"])
        if vignette and not vivant.vignette:
            vivant.vignette.save("vignette", ContentFile(vignette), save=False)
            vivant.save(update_fields=["vignette"])
        if vivant.publication is not None:
            annoncer(vivant.publication)


def extraire(fichier: Fichier) -> tuple[dict[str, Any], bytes | None]:
    """Run the reader on a local copy: its result, and the JPEG of the first page when it made one."""
    with tempfile.TemporaryDirectory(prefix="lecture-") as dossier:
        chemin, vignette = Path(dossier) / "fichier", Path(dossier) / "vignette.jpg"
        with fichier.contenu.open("rb") as source, chemin.open("wb") as copie:
            shutil.copyfileobj(source, copie)
        resultat = _lancer(chemin, fichier.type_mime, vignette)
        return resultat, vignette.read_bytes() if vignette.exists() else None


def _lancer(chemin: Path, type_mime: str, vignette: Path) -> dict[str, Any]:
    commande = [sys.executable, "-m", "centre.publications.extraction", str(chemin), type_mime, str(vignette)]
    racine = Path(__file__).resolve().parents[2]
    try:
        fini = subprocess.run(commande, cwd=racine, capture_output=True, timeout=SECONDES, preexec_fn=_limiter, check=True)
        return json.loads(fini.stdout)
    except subprocess.TimeoutExpired:
        return {"etat": "trop_long", "pages": []}
    except (subprocess.CalledProcessError, json.JSONDecodeError):
        return {"etat": "illisible", "pages": []}


def _limiter() -> None:
    """Memory, processor time, size of what is written: set in the child before it runs."""
    resource.setrlimit(resource.RLIMIT_AS, (OCTETS, OCTETS))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDES, SECONDES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (100 * 1024**2, 100 * 1024**2))
