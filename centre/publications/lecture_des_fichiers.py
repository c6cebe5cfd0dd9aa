"""The text of files: read by a job, in a process of its own limited in time and memory; kept page by page."""

from __future__ import annotations

import io
import json
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from PIL import Image

from centre.registre import annoncer, lectures

from .extraction import LISIBLES, WORD_97
from .models import Apercu, Fichier, TexteDeFichier

#: What a reader process may use.
SECONDES, OCTETS = 120, 3 * 1024**3
#: Seconds of the clock it may take.
DELAI: float = 150
#: States whose pictures are worth keeping.
DESSINES = ("lu", "vide", "numerise", "reconnu")


@dataclass(frozen=True)
class Extraction:
    """What a reader process left: its result, the JPEG of the first page, those of the first pages by number."""

    resultat: dict[str, Any]
    vignette: bytes | None = None
    apercus: dict[int, bytes] = field(default_factory=dict)


def lire_le_fichier(cle: Any) -> None:
    """Read one file, keep its text and first pages; asked twice, it is read once. A file gone meanwhile is no error."""
    fichier = Fichier.objects.filter(pk=cle).first()
    if fichier is None or TexteDeFichier.objects.filter(fichier=fichier).exists():
        return
    lisible = fichier.type_mime in LISIBLES
    muet = "ancien" if fichier.type_mime == WORD_97 else "sans_texte"
    extraction = extraire(fichier) if lisible else Extraction({"etat": muet, "pages": []})
    with transaction.atomic():
        vivant = Fichier.objects.select_for_update().filter(pk=cle).first()
        if vivant is not None:
            _garder(vivant, extraction)


def _garder(fichier: Fichier, extraction: Extraction) -> None:
    """Two workers that read the same file keep it once: the row is locked, the second finds the text."""
    lu = extraction.resultat
    connus = {nom: lu.get(nom, {}) for nom in ("metadonnees", "accessibilite")}
    _, nouveau = TexteDeFichier.objects.get_or_create(
        fichier=fichier, defaults={"etat": lu["etat"], "pages": lu["pages"]} | connus
    )
    if not nouveau:
        return
    for garder in lectures.values():
        garder(fichier, lu["pages"])
    if extraction.vignette and not fichier.vignette:
        fichier.vignette.save("vignette", ContentFile(extraction.vignette), save=False)
        fichier.save(update_fields=["vignette"])
    for numero, octets in extraction.apercus.items():
        largeur, hauteur = Image.open(io.BytesIO(octets)).size
        apercu = Apercu(fichier=fichier, numero=numero, largeur=largeur, hauteur=hauteur)
        apercu.image.save("apercu", ContentFile(octets))
    if fichier.publication is not None:
        annoncer(fichier.publication)


def extraire(fichier: Fichier) -> Extraction:
    """Run the reader on a local copy. Raises OSError when the disk is full or the file unreachable: the job is tried again."""
    with fichier.contenu.open("rb") as source:
        return extraire_de(source, fichier.type_mime)


def extraire_de(source: Any, type_mime: str) -> Extraction:
    """The same on an open binary file."""
    with tempfile.TemporaryDirectory(prefix="lecture-") as nom:
        dossier = Path(nom)
        with (dossier / "fichier").open("wb") as copie:
            shutil.copyfileobj(source, copie)
        resultat = _lancer(dossier, type_mime)
        if resultat["etat"] not in DESSINES:
            return Extraction(resultat)
        vignette = dossier / "vignette.jpg"
        return Extraction(resultat, vignette.read_bytes() if vignette.exists() else None, _apercus(dossier))


def _apercus(dossier: Path) -> dict[int, bytes]:
    numeros = {chemin: re.fullmatch(r"apercu-(\d+)\.jpg", chemin.name) for chemin in dossier.iterdir()}
    return {int(motif[1]): chemin.read_bytes() for chemin, motif in sorted(numeros.items()) if motif}


def _lancer(dossier: Path, type_mime: str) -> dict[str, Any]:
    """The reader's result; what it does not survive is a state too. Its own children end with it."""
    commande = [sys.executable, "-m", "centre.publications.extraction", str(dossier / "fichier"), type_mime, str(dossier)]
    with subprocess.Popen(
        commande, cwd=Path(__file__).resolve().parents[2], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        preexec_fn=_limiter, start_new_session=True,
    ) as processus:  # fmt: skip
        try:
            sortie, _ = processus.communicate(timeout=DELAI)
        except subprocess.TimeoutExpired:
            return {"etat": "trop_long", "pages": []}
        finally:
            with suppress(ProcessLookupError):
                os.killpg(processus.pid, signal.SIGKILL)
    if processus.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        return {"etat": "trop_long", "pages": []}
    try:
        return json.loads(sortie)
    except json.JSONDecodeError:
        return {"etat": "illisible", "pages": []}


def _limiter() -> None:
    """Memory, processor time, size of what is written: set in the child before it runs."""
    resource.setrlimit(resource.RLIMIT_AS, (OCTETS, OCTETS))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDES, SECONDES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (100 * 1024**2, 100 * 1024**2))
