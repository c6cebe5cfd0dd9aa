"""Reads the text of one file, page by page, and draws its first page. Run as a child process, limited in time and memory:

    python -m centre.publications.extraction CHEMIN TYPE_MIME VIGNETTE

Prints JSON: ``{"etat": "lu"|"vide"|"protege"|"illisible", "pages": [text…]}``. Imports no Django: it holds nothing but the file.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zipfile
from html import unescape
from pathlib import Path
from typing import Any

PAGES_MAX = 2000
CARACTERES_MAX = 3_000_000
COTE_VIGNETTE = 480
#: Formats pandoc reads; others are PDF, spreadsheets, plain text.
PANDOC = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
    "application/rtf": "rtf",
    "text/html": "html",
}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: Those of the OpenDocument suites that pandoc does not read.
OPENDOCUMENT = frozenset({"application/vnd.oasis.opendocument.presentation", "application/vnd.oasis.opendocument.spreadsheet"})
XML_MAX = 50 * 1024**2


class Protege(Exception):
    """The file asks for a password."""


def lire(chemin: Path, type_mime: str, vignette: Path) -> dict[str, Any]:
    """The text of a file. Raises whatever its reader raises; Protege for a password."""
    if type_mime == "application/pdf":
        pages = _pdf(chemin, vignette)
    elif type_mime in PANDOC:
        pages = [_pandoc(chemin, PANDOC[type_mime])]
    elif type_mime == XLSX:
        pages = _tableur(chemin)
    elif type_mime in OPENDOCUMENT:
        pages = [_opendocument(chemin)]
    else:
        pages = [_texte(chemin.read_bytes())]
    pages = _limiter([_propre(page) for page in pages])
    return {"etat": "lu" if any(pages) else "vide", "pages": pages}


def _propre(texte: str) -> str:
    """No control character, no hyphen at the end of a line, spaces folded."""
    texte = re.sub(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]", " ", texte.replace("\r\n", "\n").replace("\r", "\n"))
    texte = re.sub(r"(\w)[-\u00ad\u2010\x02]\n(\w)", r"\1\2", texte)
    return re.sub(r"[^\S\n]+", " ", texte).strip()


def _limiter(pages: list[str]) -> list[str]:
    """As many pages as are kept; the last one is cut, not dropped: a spreadsheet is one page."""
    reste, gardees = CARACTERES_MAX, []
    for page in pages[:PAGES_MAX]:
        if reste <= 0:
            break
        gardees.append(page[:reste])
        reste -= len(page)
    return gardees


def _pdf(chemin: Path, vignette: Path) -> list[str]:
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(chemin)
    except pdfium.PdfiumError as erreur:
        raise (Protege if "password" in str(erreur).lower() else ValueError)(str(erreur)) from erreur
    premiere = document[0]
    image = premiere.render(scale=COTE_VIGNETTE / max(premiere.get_size())).to_pil().convert("RGB")
    image.save(vignette, "JPEG", quality=82)
    return [document[n].get_textpage().get_text_bounded() for n in range(min(len(document), PAGES_MAX))]


def _pandoc(chemin: Path, format_: str) -> str:
    import pypandoc

    commande = [
        pypandoc.get_pandoc_path(),
        "--sandbox",
        f"--from={format_}",
        "--to=plain",
        "--wrap=none",
        str(chemin),
        "+RTS",
        "-M700M",
        "-RTS",
    ]
    return subprocess.run(commande, capture_output=True, check=True, timeout=60).stdout.decode("utf-8", "replace")


def _tableur(chemin: Path) -> list[str]:
    from openpyxl import load_workbook

    with chemin.open("rb") as flux:  # by its path, a name without .xlsx is refused
        classeur = load_workbook(flux, read_only=True, data_only=True)
        return [
            "\n".join(" ".join(str(c) for c in ligne if c is not None) for ligne in feuille.iter_rows(values_only=True))
            for feuille in classeur
        ]


def _opendocument(chemin: Path) -> str:
    """The words of ``content.xml``, a line per paragraph; the first XML_MAX bytes of it."""
    with zipfile.ZipFile(chemin) as archive, archive.open("content.xml") as flux:
        xml = flux.read(XML_MAX).decode("utf-8", "replace")
    xml = re.sub(r"</(?:text:p|text:h|table:table-row)>|<text:line-break/>", "\n", xml)
    return unescape(re.sub(r"<[^>]*>?", " ", xml))


def _texte(octets: bytes) -> str:
    """UTF-8, else what a spreadsheet of the 2000s exports."""
    try:
        return octets.decode("utf-8-sig")
    except UnicodeDecodeError:
        return octets.decode("cp1252", "replace")


def main() -> None:
    """Print the result; a file that cannot be read is a result, not an error."""
    chemin, type_mime, vignette = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
    try:
        resultat = lire(chemin, type_mime, vignette)
    except Protege:
        resultat = {"etat": "protege", "pages": []}
    except Exception as erreur:  # whatever a broken file makes its reader raise
        resultat = {"etat": "illisible", "pages": [], "raison": type(erreur).__name__}
    json.dump(resultat, sys.stdout)


if __name__ == "__main__":
    main()
