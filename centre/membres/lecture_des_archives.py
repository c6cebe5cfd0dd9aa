"""A ZIP brought in: one table and the files it names. Looked at before it is opened, never unfolded on the disk."""

from __future__ import annotations

import hashlib
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from .lecture_des_listes import OCTETS_AU_PLUS, Illisible, Tableau, lire

#: What a ZIP may weigh, hold, and unfold to; bytes of its table of contents.
ZIP_AU_PLUS, PIECES_AU_PLUS, DEPLIE_AU_PLUS, SOMMAIRE_AU_PLUS = 300 * 1024**2, 2000, 1024**3, 2 * 1024**2
#: Files of more than this unfold to a hundred times their weight at most.
RAPPORT_DES, RAPPORT = 10 * 1024**2, 100
TABLES = (".csv", ".xlsx", ".ods")
#: What systems leave in a ZIP without being asked.
DECHETS = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini")
TETE = 1024
#: What reading a damaged member raises.
ABIMES = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError, NotImplementedError)
BOMBE = "Une fois ouvert, ce ZIP serait bien plus lourd qu’il ne le dit : il n’est pas lu."


@dataclass(frozen=True)
class Piece:
    """A file of the archive, read once: where it is, what it weighs, its SHA-256, how it begins."""

    chemin: str
    taille: int
    empreinte: str
    tete: bytes


def ouvrir(fichier: Any) -> zipfile.ZipFile:
    """The archive of an open file, once its size and its table of contents are bearable. Raises Illisible."""
    taille = fichier.seek(0, 2)
    if taille > ZIP_AU_PLUS:
        raise Illisible(f"Ce ZIP dépasse {ZIP_AU_PLUS // 1024**2} Mo : coupez-le en plusieurs.")
    _exiger_un_sommaire_court(fichier, taille)
    fichier.seek(0)
    try:
        archive = zipfile.ZipFile(fichier)
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as erreur:
        raise Illisible("Ce fichier n’est pas un ZIP, ou il est abîmé.") from erreur
    _exiger_des_poids_justes(archive.infolist())
    return archive


def _exiger_un_sommaire_court(fichier: Any, taille: int) -> None:
    """Opening reads the whole table of contents: its size, said at the end of the file, is asked first."""
    fichier.seek(max(taille - 66_000, 0))
    fin = fichier.read()
    debut = fin.rfind(b"PK\x05\x06")
    if debut < 0:
        raise Illisible("Ce fichier n’est pas un ZIP, ou il est abîmé.")
    geant = fin[max(debut - 20, 0) : debut].startswith(b"PK\x06\x07")
    if geant or int.from_bytes(fin[debut + 12 : debut + 16], "little") > SOMMAIRE_AU_PLUS:
        raise Illisible(f"Ce ZIP contient trop de fichiers ; {PIECES_AU_PLUS} au plus : coupez-le.")


def _exiger_des_poids_justes(membres: list[zipfile.ZipInfo]) -> None:
    """zipfile never gives more bytes than a member announces: what all announce is what reading may cost."""
    if len(membres) > PIECES_AU_PLUS:
        raise Illisible(f"Ce ZIP contient {len(membres)} fichiers ; {PIECES_AU_PLUS} au plus : coupez-le.")
    if sum(membre.file_size for membre in membres) > DEPLIE_AU_PLUS:
        raise Illisible(BOMBE)
    for membre in membres:
        if membre.file_size > RAPPORT_DES and membre.file_size > RAPPORT * max(membre.compress_size, 1):
            raise Illisible(BOMBE)


def refus(membre: zipfile.ZipInfo) -> str:
    """Why a member is not taken, in words; "" when it may be."""
    chemin = PurePosixPath(membre.filename)
    hostile = chemin.is_absolute() or ".." in chemin.parts or "\\" in membre.filename or ":" in membre.filename
    if hostile or any(ord(lettre) < 32 for lettre in membre.filename):
        return "son chemin sort du dossier"
    if stat.S_ISLNK(membre.external_attr >> 16):
        return "c’est un raccourci, pas un fichier"
    if membre.flag_bits & 1:
        return "il est protégé par un mot de passe"
    if membre.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return "il est comprimé d’une façon qui ne se lit pas ici"
    return ""


def _utiles(archive: zipfile.ZipFile) -> Iterator[zipfile.ZipInfo]:
    """The members that are files, and not what a system left there."""
    for membre in archive.infolist():
        if not membre.is_dir() and not any(partie in DECHETS for partie in PurePosixPath(membre.filename).parts):
            yield membre


def lire_l_archive(fichier: Any) -> tuple[Tableau, list[Piece]]:
    """The table of a ZIP and its other files, each read once; what is refused is said in the table's ``avis``. Raises Illisible."""
    with ouvrir(fichier) as archive:
        membres, ecartes = [], []
        for membre in _utiles(archive):
            if motif := refus(membre):
                ecartes.append(f"« {_nom(membre)} » est laissé de côté : {motif}.")
            else:
                membres.append(membre)
        table = _table(membres)
        tableau = lire(PurePosixPath(table.filename).name, _octets(archive, table))
        pieces = []
        for membre in membres:
            if membre is table:
                continue
            try:
                pieces.append(_piece(archive, membre))
            except ABIMES:
                ecartes.append(f"« {_nom(membre)} » est laissé de côté : il est abîmé.")
    tableau.avis.extend(ecartes[:20])
    if len(ecartes) > 20:
        tableau.avis.append(f"Et {len(ecartes) - 20} autres fichiers laissés de côté.")
    return tableau, pieces


def _nom(membre: zipfile.ZipInfo) -> str:
    return "".join(lettre if lettre.isprintable() else "?" for lettre in membre.filename)[:120]


def _table(membres: list[zipfile.ZipInfo]) -> zipfile.ZipInfo:
    """The one table at the top of the ZIP, or of its only folder. Raises Illisible: none, or several."""
    tables = [membre for membre in membres if membre.filename.lower().endswith(TABLES)]
    if any(membre.filename.lower().endswith(".csv") for membre in tables):
        tables = [membre for membre in tables if membre.filename.lower().endswith(".csv")]
    haut = min((membre.filename.count("/") for membre in tables), default=0)
    en_tete = [membre for membre in tables if membre.filename.count("/") == haut]
    if not en_tete:
        raise Illisible("Ce ZIP ne contient pas de tableau : ajoutez-y un fichier CSV, une ligne par document.")
    if len(en_tete) > 1:
        noms = ", ".join(f"« {_nom(membre)} »" for membre in en_tete[:5])
        raise Illisible(
            f"Ce ZIP contient plusieurs tableaux ({noms}) : n’en laissez qu’un en haut, rangez les autres dans un dossier."
        )
    return en_tete[0]


def _octets(archive: zipfile.ZipFile, membre: zipfile.ZipInfo) -> bytes:
    if membre.file_size > OCTETS_AU_PLUS:
        raise Illisible("Le tableau de ce ZIP dépasse 5 Mo : coupez-le en plusieurs.")
    try:
        return archive.read(membre)
    except ABIMES as erreur:
        raise Illisible("Le tableau de ce ZIP est abîmé.") from erreur


def _piece(archive: zipfile.ZipFile, membre: zipfile.ZipInfo) -> Piece:
    """Its fingerprint and its first bytes, without holding it."""
    empreinte, tete, taille = hashlib.sha256(), b"", 0
    with archive.open(membre) as flux:
        while bloc := flux.read(256 * 1024):
            tete = tete or bloc[:TETE]
            taille += len(bloc)
            empreinte.update(bloc)
    return Piece(membre.filename, taille, empreinte.hexdigest(), tete)


def chemin_dit(chemin: str) -> str:
    """How two paths are compared: case, accents' encoding, kind of slash and leading « ./ » aside."""
    return unicodedata.normalize("NFC", chemin).replace("\\", "/").removeprefix("./").strip("/ ").casefold()


def rayonner(chemins: Iterable[str]) -> dict[str, str]:
    """Every way to name the files of an archive: the whole path, or its end when one only ends so (→ the path)."""
    finissent: dict[str, set[str]] = {}
    entiers: dict[str, str] = {}
    for chemin in chemins:
        dit = chemin_dit(chemin)
        entiers.setdefault(dit, chemin)
        while dit:
            finissent.setdefault(dit, set()).add(chemin)
            dit = dit.partition("/")[2]
    return {dit: next(iter(siens)) for dit, siens in finissent.items() if len(siens) == 1} | entiers


def extraire(fichier: Any, chemin: str) -> bytes:
    """The bytes of one file of an archive read before. Raises Illisible."""
    with ouvrir(fichier) as archive:
        try:
            return archive.read(chemin)
        except (KeyError, *ABIMES) as erreur:
            raise Illisible(f"« {chemin} » n’a pas pu être lu dans le ZIP.") from erreur
