"""Prints JSON: the fields of a Lecture. Pictures are left in the folder: ``vignette.jpg``, ``apercu-1.jpg``…"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

from . import ARCHIVES, CARACTERES_MAX, HTML, ODP, ODS, PAGES_MAX, PANDOC, PDF, PPTX, XLSX, Lecture, Protege, TropLourd
from .archives import proprietes, verifier, vignette
from .bureautique import opendocument, pandoc, presentation, tableur
from .textes import html, texte


def lire(chemin: Path, type_mime: str, dossier: Path) -> Lecture:
    """The text of a file. Raises whatever its reader raises; Protege for a password, TropLourd."""
    if type_mime == PDF:
        from .pdf import lire_pdf

        lecture = lire_pdf(chemin, dossier)
    else:
        lecture = _hors_pdf(chemin, type_mime, dossier)
    lecture.pages = _limiter([_propre(page) for page in lecture.pages])
    lecture.etat = lecture.etat or ("lu" if any(lecture.pages) else "vide")
    return lecture


def _hors_pdf(chemin: Path, type_mime: str, dossier: Path) -> Lecture:
    metadonnees = {}
    if type_mime in ARCHIVES:
        verifier(chemin, type_mime)
        metadonnees = proprietes(chemin)
        vignette(chemin, dossier / "vignette.jpg")
    if type_mime in PANDOC:
        pages = [pandoc(chemin, PANDOC[type_mime])]
    elif type_mime == PPTX:
        pages = presentation(chemin)
    elif type_mime == XLSX:
        pages = tableur(chemin)
    elif type_mime in (ODP, ODS):
        pages = opendocument(chemin, "page" if type_mime == ODP else "table")
    elif type_mime == HTML:
        pages, metadonnees = html(chemin.read_bytes())
    else:
        pages = [texte(chemin.read_bytes())]
    return Lecture(pages, metadonnees=metadonnees)


def _propre(page: str) -> str:
    """No control character, no hyphen at the end of a line, spaces folded, no more than one empty line."""
    page = re.sub(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]", " ", page.replace("\r\n", "\n").replace("\r", "\n"))
    page = re.sub(r"(\w)[-\u00ad\u2010\x02]\n(\w)", r"\1\2", page)
    page = re.sub(r"[^\S\n]+", " ", page)
    return re.sub(r" ?\n ?(?:\n ?){2,}", "\n\n", page).strip()


def _limiter(pages: list[str]) -> list[str]:
    """As many pages as are kept; the last one is cut, not dropped: a letter is one page."""
    reste, gardees = CARACTERES_MAX, []
    for page in pages[:PAGES_MAX]:
        if reste <= 0:
            break
        gardees.append(page[:reste])
        reste -= len(page)
    return gardees


def main() -> None:
    """Print the result; a file that cannot be read is a result, not an error."""
    chemin, type_mime, dossier = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
    try:
        lecture = lire(chemin, type_mime, dossier)
    except Protege:
        lecture = Lecture([], "protege")
    except (TropLourd, MemoryError, subprocess.TimeoutExpired):
        lecture = Lecture([], "trop_long")
    except Exception:  # whatever a broken file makes its reader raise
        lecture = Lecture([], "illisible")
    json.dump(asdict(lecture), sys.stdout)


if __name__ == "__main__":
    main()
