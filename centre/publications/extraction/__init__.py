"""Reads one file: its text by pages, its properties, pictures of its first pages. Imports no Django: it holds nothing but the file.

Run as a child process, limited in time and memory: ``python -m centre.publications.extraction CHEMIN TYPE_MIME DOSSIER``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

PAGES_MAX = 2000
CARACTERES_MAX = 3_000_000
#: Bytes of one XML part that are read, parts of an archive, bytes they may unfold to, depth of elements.
XML_MAX, PARTIES_MAX, DEPLIE_MAX, PROFONDEUR_MAX = 50 * 1024**2, 20_000, 1024**3, 2000

PDF = "application/pdf"
HTML = "text/html"
#: Word before 2007: kept, never read.
WORD_97 = "application/msword"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODP = "application/vnd.oasis.opendocument.presentation"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
#: Formats pandoc reads.
PANDOC = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.oasis.opendocument.text": "odt",
    "application/rtf": "rtf",
}
#: Formats that are a ZIP archive of XML.
ARCHIVES = frozenset({PPTX, XLSX, ODP, ODS, *(mime for mime, nom in PANDOC.items() if nom != "rtf")})
LISIBLES = frozenset({PDF, HTML, "text/plain", "text/csv", *PANDOC, *ARCHIVES})
#: What one of their pages is called; a format that is absent has no pages.
PAGINES = {PDF: "page", PPTX: "diapositive", ODP: "diapositive", XLSX: "feuille", ODS: "feuille"}


class Protege(Exception):
    """The file asks for a password."""


class TropLourd(Exception):
    """The file unfolds to more than a reader may hold."""


@dataclass
class Lecture:
    """What was read. ``etat``: see EtatDeLecture; ``accessibilite`` is known of a PDF alone."""

    pages: list[str]
    etat: str = ""
    metadonnees: dict[str, Any] = field(default_factory=dict)
    accessibilite: dict[str, Any] = field(default_factory=dict)
