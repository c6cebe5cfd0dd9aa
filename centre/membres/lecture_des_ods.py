"""The lines of a LibreOffice spreadsheet (.ods): what each cell shows, dates as ISO days."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from typing import IO, Any

from defusedxml.ElementTree import iterparse

TABLE, TEXTE, BUREAU = (
    f"{{urn:oasis:names:tc:opendocument:xmlns:{nom}:1.0}}" for nom in ("table", "text", "office")
)  # namespaces of the format
CELLULES = (f"{TABLE}table-cell", f"{TABLE}covered-table-cell")


def lignes_des_feuilles(archive: zipfile.ZipFile, *, lignes: int, colonnes: int) -> Iterator[list[list[str]]]:
    """Sheet by sheet, at most that many lines and columns of each. Raises whatever a damaged file makes its reader raise."""
    with archive.open("content.xml") as flux:
        yield from _feuilles(flux, lignes, colonnes)


def _feuilles(flux: IO[bytes], lignes: int, colonnes: int) -> Iterator[list[list[str]]]:
    lues: list[list[str]] = []
    for _, element in iterparse(flux):
        if element.tag == f"{TABLE}table-row":
            # A spreadsheet ends with one line repeated a million times.
            fois = min(_repetition(element, "rows"), lignes - len(lues))
            ligne = _ligne(element, colonnes)
            lues.extend(list(ligne) for _ in range(fois))
            element.clear()
        elif element.tag == f"{TABLE}table":
            yield lues
            lues = []
            element.clear()


def _repetition(element: Any, quoi: str) -> int:
    return max(1, int(element.get(f"{TABLE}number-{quoi}-repeated", "1")))


def _ligne(element: Any, colonnes: int) -> list[str]:
    cellules: list[str] = []
    for cellule in element:
        if cellule.tag in CELLULES:
            fois = min(_repetition(cellule, "columns"), colonnes - len(cellules))
            cellules.extend([_valeur(cellule)] * fois)
    return cellules


def _valeur(cellule: Any) -> str:
    jour = cellule.get(f"{BUREAU}date-value")
    if jour:
        return str(jour).removesuffix("T00:00:00").replace("T", " ")
    return "\n".join(_texte(paragraphe) for paragraphe in cellule if paragraphe.tag == f"{TEXTE}p")


def _texte(element: Any) -> str:
    """The words of a paragraph; a run of spaces is an element of its own, a note is not read."""
    if element.tag == f"{BUREAU}annotation":
        return ""
    blanc = {f"{TEXTE}s": " ", f"{TEXTE}tab": " ", f"{TEXTE}line-break": "\n"}.get(element.tag, "")
    return blanc + (element.text or "") + "".join(_texte(enfant) + (enfant.tail or "") for enfant in element)
