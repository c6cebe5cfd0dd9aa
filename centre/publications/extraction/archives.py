"""Archives of XML (the office formats): checked before they are read, streamed, never unfolded whole."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.parsers import expat

from . import CARACTERES_MAX, DEPLIE_MAX, PARTIES_MAX, PROFONDEUR_MAX, XLSX, XML_MAX, Protege, TropLourd

BLOC = 256 * 1024
#: The picture of its first page an office suite leaves in a file, and the pixels it may have.
VIGNETTES, PIXELS_MAX = ("Thumbnails/thumbnail.png", "docProps/thumbnail.jpeg"), 4_000_000
#: Where properties are, and our word for each of them.
PROPRIETES = ("docProps/core.xml", "meta.xml")
MOTS = {"title": "titre", "creator": "auteurs", "initial-creator": "auteurs", "language": "langue"}
MOTS |= {"created": "date", "creation-date": "date", "date": "date"}


def verifier(chemin: Path, type_mime: str) -> None:
    """Raise Protege for a password, TropLourd for what unfolds without end, ValueError for entities, BadZipFile."""
    with zipfile.ZipFile(chemin) as archive:
        parties = archive.infolist()
        if any(partie.flag_bits & 1 for partie in parties):
            raise Protege
        if len(parties) > PARTIES_MAX or sum(partie.file_size for partie in parties) > DEPLIE_MAX:
            raise TropLourd
        for partie in parties:
            _verifier_xml(archive, partie, type_mime)


def _verifier_xml(archive: zipfile.ZipFile, partie: zipfile.ZipInfo, type_mime: str) -> None:
    if not partie.filename.endswith((".xml", ".rels")):
        return
    # What is not streamed here is held whole by its reader.
    ici = partie.filename == "content.xml" or partie.filename.startswith(("xl/worksheets/", "ppt/slides/"))
    if partie.file_size > XML_MAX and not (ici and ("opendocument" in type_mime or type_mime == XLSX)):
        raise TropLourd
    with archive.open(partie) as flux:
        tete = flux.read(64 * 1024)
    if b"<!ENTITY" in tete:
        raise ValueError("entités")
    if partie.filename == "META-INF/manifest.xml" and b"encryption-data" in tete:
        raise Protege


class Assez(Exception):
    """As much as is kept was read."""


def blocs(archive: zipfile.ZipFile, nom: str) -> Iterator[bytes]:
    """The first XML_MAX bytes of a part."""
    with archive.open(nom) as flux:
        reste = XML_MAX
        while reste > 0 and (bloc := flux.read(min(BLOC, reste))):
            reste -= len(bloc)
            yield bloc


def parcourir(
    archive: zipfile.ZipFile,
    nom: str,
    debut: Callable[[str, dict[str, str]], None],
    fin: Callable[[str], None] = lambda nom: None,
    texte: Callable[[str], None] = lambda texte: None,
) -> None:
    """Call back for each element (its local name) and text of a part. Raises TropLourd for elements nested without end.

    A part longer than XML_MAX, or Assez raised by a callback, ends it without error; ExpatError is raised for a broken one.
    """
    lecteur, profondeur = expat.ParserCreate(), 0
    lecteur.buffer_text = True

    def ouvrir(element: str, attributs: dict[str, str]) -> None:
        nonlocal profondeur
        profondeur += 1
        if profondeur > PROFONDEUR_MAX:
            raise TropLourd
        debut(element.rpartition(":")[2], attributs)

    def fermer(element: str) -> None:
        nonlocal profondeur
        profondeur -= 1
        fin(element.rpartition(":")[2])

    def refuser(*args: Any) -> None:
        raise ValueError("entités")

    lecteur.StartElementHandler, lecteur.EndElementHandler, lecteur.CharacterDataHandler = ouvrir, fermer, texte
    lecteur.EntityDeclHandler = refuser
    try:
        for bloc in blocs(archive, nom):
            lecteur.Parse(bloc, False)
        if archive.getinfo(nom).file_size <= XML_MAX:
            lecteur.Parse(b"", True)
    except Assez:
        return


class _Pages:
    """Collects the text inside elements ``mots``: see ``pages_de``."""

    def __init__(self, page: str, lignes: frozenset[str], mots: frozenset[str]) -> None:
        self.page, self.lignes, self.mots = page, lignes, mots
        self.pages: list[list[str]] = [[]]
        self.dedans = self.lus = 0

    def debut(self, element: str, attributs: dict[str, str]) -> None:
        if element == self.page:
            titre = attributs.get("table:name", "")
            self.pages.append([f"{titre}\n"] if titre else [])
        elif element in self.mots:
            self.dedans += 1
        elif element in ("s", "tab", "line-break") and self.dedans:
            self.pages[-1].append(" ")

    def fin(self, element: str) -> None:
        self.dedans -= element in self.mots
        if element in self.lignes:
            self.pages[-1].append("\n")
        elif element in self.mots and element != "t":  # a slide cuts its words into runs (t), a row holds paragraphs
            self.pages[-1].append(" ")

    def texte(self, morceau: str) -> None:
        if self.dedans:
            self.pages[-1].append(morceau)
            self.lus += len(morceau)
        if self.lus > CARACTERES_MAX:
            raise Assez


def pages_de(archive: zipfile.ZipFile, nom: str, *, page: str, lignes: frozenset[str], mots: frozenset[str]) -> list[str]:
    """The text inside elements ``mots``, a line at the end of each of ``lignes``, a page at the start of each ``page``."""
    lues = _Pages(page, lignes, mots)
    parcourir(archive, nom, lues.debut, lues.fin, lues.texte)
    # What comes before the first page belongs to no page.
    return ["".join(morceaux) for morceaux in (lues.pages[1:] or lues.pages)]


def attributs_de(archive: zipfile.ZipFile, nom: str, element: str) -> list[dict[str, str]]:
    """The attributes of each ``element`` of a part; none when the archive has no such part."""
    trouves: list[dict[str, str]] = []
    if nom in archive.namelist():
        parcourir(archive, nom, lambda local, attributs: trouves.append(attributs) if local == element else None)
    return trouves


def proprietes(chemin: Path) -> dict[str, str]:
    """Title, authors, date and language as the file says them; what is missing is left out, whatever is broken too."""
    lues: dict[str, str] = {}
    courant = ""

    def debut(element: str, attributs: dict[str, str]) -> None:
        nonlocal courant
        courant = MOTS.get(element, "")

    def texte(morceau: str) -> None:
        if courant and courant not in lues and morceau.strip():
            lues[courant] = morceau.strip()[:300]

    with zipfile.ZipFile(chemin) as archive:
        for nom in PROPRIETES:
            if nom in archive.namelist():
                try:
                    parcourir(archive, nom, debut, texte=texte)
                except (expat.ExpatError, ValueError, TropLourd):
                    continue
    return lues


def vignette(chemin: Path, cible: Path) -> None:
    """Encode again the picture of the first page the file may hold; a file without one, or with a strange one, has none."""
    from PIL import Image

    with zipfile.ZipFile(chemin) as archive:
        for nom in VIGNETTES:
            if nom not in archive.namelist() or archive.getinfo(nom).file_size > 5 * 1024**2:
                continue
            try:
                with archive.open(nom) as flux, Image.open(flux, formats=("PNG", "JPEG")) as image:
                    if image.width * image.height <= PIXELS_MAX:
                        image.convert("RGB").save(cible, "JPEG", quality=82)
            except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
                continue
