"""Text of documents, slides and sheets of the office suites."""

from __future__ import annotations

import re
import subprocess
import time
import zipfile
from pathlib import Path, PurePosixPath

from . import CARACTERES_MAX, PAGES_MAX, TropLourd
from .archives import attributs_de, pages_de

#: Seconds; rows of a sheet that are looked at, empty ones included.
DELAI, LIGNES_MAX = 60, 300_000
#: Pandoc's exit when its heap is full.
TAS_PLEIN = 251


def pandoc(chemin: Path, format_: str) -> str:
    """A document as plain text, by pandoc, which reads nothing else. Raises TropLourd, CalledProcessError, TimeoutExpired."""
    import pypandoc

    commande = [pypandoc.get_pandoc_path(), "--sandbox", f"--from={format_}", "--to=plain", "--wrap=none", str(chemin)]
    commande += ["+RTS", "-M700M", "-RTS"]
    fini = subprocess.run(commande, capture_output=True, timeout=DELAI)
    if fini.returncode == TAS_PLEIN:
        raise TropLourd
    fini.check_returncode()
    return fini.stdout.decode("utf-8", "replace")


def presentation(chemin: Path) -> list[str]:
    """The slides of a PPTX in the order they are shown, each with its speaker's notes."""
    with zipfile.ZipFile(chemin) as archive:
        return [_diapositive(archive, nom) for nom in _diapositives(archive)[:PAGES_MAX]]


def _diapositives(archive: zipfile.ZipFile) -> list[str]:
    cibles = {
        lien.get("Id"): str(PurePosixPath("ppt") / lien.get("Target", "").lstrip("/").removeprefix("ppt/"))
        for lien in attributs_de(archive, "ppt/_rels/presentation.xml.rels", "Relationship")
    }
    ordre = [cibles.get(diapo.get("r:id"), "") for diapo in attributs_de(archive, "ppt/presentation.xml", "sldId")]
    presentes = {nom for nom in archive.namelist() if re.fullmatch(r"ppt/slides/[^/]+\.xml", nom)}
    if not presentes:
        raise ValueError("aucune diapositive")
    return [nom for nom in dict.fromkeys(ordre) if nom in presentes] or sorted(presentes, key=lambda nom: (len(nom), nom))


def _diapositive(archive: zipfile.ZipFile, nom: str) -> str:
    liens = attributs_de(archive, f"ppt/slides/_rels/{PurePosixPath(nom).name}.rels", "Relationship")
    notes = [
        f"ppt/notesSlides/{PurePosixPath(lien.get('Target', '')).name}" for lien in liens if "notesSlide" in lien.get("Type", "")
    ]
    parties = [nom, *(note for note in notes if note in archive.namelist())]
    formes = {"lignes": frozenset({"p"}), "mots": frozenset({"t"})}
    return "\n".join(page for partie in parties for page in pages_de(archive, partie, page="sld", **formes))


def opendocument(chemin: Path, page: str) -> list[str]:
    """The slides (``page``) or sheets (``table``) of an OpenDocument file."""
    lignes = frozenset({"p", "h"}) if page == "page" else frozenset({"table-row"})
    with zipfile.ZipFile(chemin) as archive:
        return pages_de(archive, "content.xml", page=page, lignes=lignes, mots=frozenset({"p", "h"}))


def tableur(chemin: Path) -> list[str]:
    """The sheets of an XLSX, each under its name; reading stops when enough was read, not when the sheet says it ends."""
    from openpyxl import load_workbook

    pages, reste, fin = [], CARACTERES_MAX, time.monotonic() + DELAI
    with chemin.open("rb") as flux:  # by its path, a name without .xlsx is refused
        classeur = load_workbook(flux, read_only=True, data_only=True, keep_links=False)
        for feuille in classeur.worksheets[:PAGES_MAX]:
            feuille.reset_dimensions()
            lignes = [feuille.title]
            for rang, valeurs in enumerate(feuille.iter_rows(values_only=True)):
                ligne = " ".join(str(valeur) for valeur in valeurs if valeur is not None)
                if ligne:
                    lignes.append(ligne)
                    reste -= len(ligne) + 1
                if reste <= 0 or rang > LIGNES_MAX or time.monotonic() > fin:
                    break
            pages.append("\n".join(lignes))
    return pages
