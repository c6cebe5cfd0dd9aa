"""From a file somebody kept for years to a clean table: CSV of any encoding and separator, XLSX, or ODS.

Reads only; what was guessed or repaired is said in ``Tableau.avis``.
"""

from __future__ import annotations

import codecs
import csv
import datetime as dt
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from centre.templatetags.typographie import compter

from .lecture_des_ods import lignes_des_feuilles

OCTETS_AU_PLUS, LIGNES_AU_PLUS, COLONNES_AU_PLUS, CELLULE_AU_PLUS = 5 * 1024 * 1024, 500, 200, 5000
#: What an XLSX of that size may weigh once unfolded.
DEPLIE_AU_PLUS = 100 * 1024 * 1024
ODS = b"application/vnd.oasis.opendocument.spreadsheet"
BLANCS = re.compile(r"[\s\u00a0\u2007\u202f\u200b\u200c\u200d\ufeff]+")
#: UTF-8 read as Windows-1252: « Ã© ».
DOUBLE = re.compile(r"[ÂÃâ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
#: Latin-1 read as Mac Roman: a capital with an accent before a small letter, « PrÈnom ».
MACINTOSH = re.compile(r"[A-Za-zß-ÿ][ÈËÍÎÏÌÓÔÒÁÛÙ‡‚˘˚][a-zß-ÿ]|[a-z]{2}[ÈËÓÙ‡](?![\w])|(?<![\w])[‡È][a-z]")
ILLISIBLES = "\ufffd"
#: What .xls is answered: the gesture, not only the refusal.
ANCIEN_EXCEL = (
    "Cet ancien format Excel (.xls) ne se lit pas ici. Ouvrez-le dans Excel ou LibreOffice, puis « Fichier », « Enregistrer sous », "
    "type « Classeur Excel (.xlsx) » : choisissez ici ce nouveau fichier."
)


class Illisible(ValueError):
    """The file cannot be read; the message says why, for whoever chose it."""


@dataclass(frozen=True)
class LigneLue:
    """One line, as long as the headers. ``numero``: as a spreadsheet numbers it. ``avis``: [(header, message)]."""

    numero: int
    cellules: tuple[str, ...]
    avis: tuple[tuple[str, str], ...] = ()


@dataclass
class Tableau:
    """Headers (each different), lines without the empty ones, and what the reading noticed."""

    entetes: list[str]
    lignes: list[LigneLue]
    avis: list[str] = field(default_factory=list)
    #: What came with it in its archive, by path.
    pieces: dict[str, Any] = field(default_factory=dict)

    def colonne(self, *noms: str) -> int | None:
        """The rank of the first column so called, accents and case aside."""
        plies = [plier(entete) for entete in self.entetes]
        return next((plies.index(plier(nom)) for nom in noms if plier(nom) in plies), None)


def plier(texte: str) -> str:
    """Without accents, case nor punctuation: how two headers are compared."""
    return " ".join(re.sub(r"[\W_]+", " ", sans_accents(texte).casefold()).split())


def sans_accents(texte: str) -> str:
    """« prénom » → « prenom »."""
    return "".join(c for c in unicodedata.normalize("NFKD", texte) if not unicodedata.combining(c))


def nettoyer(texte: str) -> str:
    """One space between words, no invisible character."""
    return BLANCS.sub(" ", unicodedata.normalize("NFC", texte.replace("\x00", ""))).strip()


def lire(nom: str, octets: bytes) -> Tableau:
    """The table of a file. Raises Illisible."""
    if len(octets) > OCTETS_AU_PLUS:
        raise Illisible("Ce fichier dépasse 5 Mo : coupez-le en plusieurs.")
    if octets.startswith(b"PK\x03\x04"):
        return _en_tableau(_du_classeur(octets), [])
    if octets.startswith(b"\xd0\xcf\x11\xe0"):
        raise Illisible(ANCIEN_EXCEL)
    texte, avis = decoder(octets)
    separateur, texte = _separateur(texte)
    csv.field_size_limit(OCTETS_AU_PLUS)
    try:
        return _en_tableau(csv.reader(io.StringIO(texte, newline=""), delimiter=separateur), avis)
    except csv.Error as erreur:
        raise Illisible("Ce fichier n’est pas un tableau : choisissez un fichier CSV, XLSX ou ODS.") from erreur


# --- text ---


def decoder(octets: bytes) -> tuple[str, list[str]]:
    """The text, and what had to be guessed. Raises Illisible when it is no text."""
    for marque, encodage in ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if octets.startswith(marque):
            return octets.decode(encodage, errors="replace"), []
    nuls = octets[:2000].count(0)
    if nuls > len(octets[:2000]) // 4:
        pairs = octets[:2000:2].count(0)
        return octets.decode("utf-16-be" if pairs > nuls // 2 else "utf-16-le", errors="replace"), ["Lu en UTF-16."]
    if nuls or not octets.strip():
        raise Illisible("Ce fichier est vide, ou n’est pas du texte : choisissez un fichier CSV, XLSX ou ODS.")
    try:
        return octets.decode("utf-8"), []
    except UnicodeDecodeError:
        encodage, mot = _un_octet(octets)
        return octets.decode(encodage, errors="replace"), [f"Lu comme un ancien fichier ({mot}) : vérifiez les accents."]


def _un_octet(octets: bytes) -> tuple[str, str]:
    """Windows-1252 and ISO-8859-15 differ by the bytes 80 to 9F, which the second never writes."""
    if any(0x80 <= octet <= 0x9F for octet in octets):
        return "cp1252", "Windows"
    return "iso-8859-15", "ISO-8859-15"


def _separateur(texte: str) -> tuple[str, str]:
    """The separator that cuts the first lines most regularly, and the text without Excel's ``sep=`` line."""
    dit = re.match(r"sep=(.)\r?\n", texte)
    if dit:
        return dit[1], texte[dit.end() :]
    debut = "\n".join(texte.splitlines()[:20])

    def note(separateur: str) -> tuple[int, int]:
        largeurs = [len(ligne) for ligne in csv.reader(io.StringIO(debut), delimiter=separateur) if ligne]
        commune = max(set(largeurs), key=largeurs.count, default=1)
        return (largeurs.count(commune) if commune > 1 else 0, commune)

    return max((";", ",", "\t", "|"), key=note), texte


# --- XLSX, ODS ---


def _du_classeur(octets: bytes) -> Iterator[list[str]]:
    """The lines of the first sheet that holds something. Raises Illisible."""
    try:
        for lignes in _feuilles(octets):
            if any(any(ligne) for ligne in lignes):
                return iter(lignes)
    except Illisible:
        raise
    except Exception as erreur:  # a reader raises whatever the damage makes it meet
        raise Illisible("Ce classeur ne s’ouvre pas : il est peut-être abîmé, ou protégé par un mot de passe.") from erreur
    raise Illisible("Ce classeur est vide.")


def _feuilles(octets: bytes) -> Iterator[list[list[str]]]:
    """Its sheets in order, whoever wrote it."""
    import openpyxl

    with zipfile.ZipFile(io.BytesIO(octets)) as archive:
        if sum(piece.file_size for piece in archive.infolist()) > DEPLIE_AU_PLUS:
            raise Illisible("Ce classeur est trop lourd une fois ouvert.")
        if "mimetype" in archive.namelist():
            if archive.read("mimetype").strip() != ODS:
                raise Illisible("Ce fichier LibreOffice n’est pas un classeur : choisissez un fichier CSV, XLSX ou ODS.")
            yield from lignes_des_feuilles(archive, lignes=5 * LIGNES_AU_PLUS + 1, colonnes=COLONNES_AU_PLUS)
            return
    classeur = openpyxl.load_workbook(io.BytesIO(octets), read_only=True, data_only=True)
    for feuille in classeur.worksheets:
        feuille.reset_dimensions()
        yield [[_cellule(c) for c in ligne[:COLONNES_AU_PLUS]] for ligne in _bornees(feuille)]


def _bornees(feuille: Any) -> Iterator[tuple[Any, ...]]:
    for rang, ligne in enumerate(feuille.iter_rows(values_only=True)):
        if rang > 5 * LIGNES_AU_PLUS:
            return
        yield ligne


def _cellule(valeur: Any) -> str:
    if valeur is None:
        return ""
    if isinstance(valeur, dt.datetime):
        return valeur.date().isoformat() if valeur.time() == dt.time() else valeur.isoformat(" ", "minutes")
    if isinstance(valeur, float) and valeur.is_integer():
        return str(int(valeur))
    return str(valeur)


# --- both ---


def _en_tableau(brutes: Iterable[list[str]], avis: list[str]) -> Tableau:
    reparees = 0
    pleines: list[tuple[int, list[str]]] = []
    for rang, ligne in enumerate(brutes, start=1):
        # Repaired first: a no-break space may be half of a letter.
        propres = [reparer(cellule) for cellule in ligne[:COLONNES_AU_PLUS]]
        reparees += sum(propre != cellule for propre, cellule in zip(propres, ligne, strict=False))
        cellules = [nettoyer(cellule) for cellule in propres]
        if any(cellules):
            pleines.append((rang, cellules))
    if len(pleines) < 2:
        raise Illisible("Ce fichier n’a pas de ligne sous ses en-têtes.")
    if len(pleines) - 1 > LIGNES_AU_PLUS:
        raise Illisible(f"Ce fichier a {len(pleines) - 1} lignes ; {LIGNES_AU_PLUS} au plus à la fois : coupez-le.")
    if reparees:
        avis.append(f"{compter(reparees, 'cellule')} aux accents abîmés (« Ã© », « È ») réparée{'s' if reparees > 1 else ''}.")
    debut = _rang_des_entetes(pleines)
    entetes = _distincts(pleines[debut][1], avis)
    return Tableau(entetes, [_ligne(rang, cellules, entetes) for rang, cellules in pleines[debut + 1 :]], avis)


def reparer(cellule: str) -> str:
    """``cellule`` with its accents back when they were read in the wrong encoding; itself otherwise."""
    for motif, lu, ecrit in ((DOUBLE, "cp1252", "utf-8"), (MACINTOSH, "mac_roman", "latin-1")):
        if motif.search(cellule):
            try:
                return cellule.encode(lu).decode(ecrit)
            except UnicodeError:
                continue
    return cellule


def _rang_des_entetes(pleines: list[tuple[int, list[str]]]) -> int:
    """The first of the first lines with two cells or more and no address: a title above the table is not its headers."""
    for rang, (_, cellules) in enumerate(pleines[:5]):
        if sum(map(bool, cellules)) > 1 and not any("@" in cellule for cellule in cellules):
            return rang
    return 0


def _distincts(entetes: list[str], avis: list[str]) -> list[str]:
    """Each header once: « Nom », « Nom (2) »; « Colonne 3 » for an empty one."""
    while entetes and not entetes[-1]:
        entetes = entetes[:-1]
    vus: dict[str, int] = {}
    sortis = []
    for rang, entete in enumerate(entetes, start=1):
        nom = entete[:120] or f"Colonne {rang}"
        vus[plier(nom)] = n = vus.get(plier(nom), 0) + 1
        sortis.append(f"{nom} ({n})" if n > 1 else nom)
    doubles = sum(n > 1 for n in vus.values())
    if doubles:
        avis.append(f"{compter(doubles, 'en-tête')} en double : les colonnes suivantes portent un numéro.")
    return sortis


def _ligne(numero: int, cellules: list[str], entetes: list[str]) -> LigneLue:
    remarques = [
        (entete, "Un caractère a été perdu : corrigez-le.")
        for entete, cellule in zip(entetes, cellules, strict=False)
        if ILLISIBLES in cellule
    ]
    if any(cellules[len(entetes) :]):
        remarques.append(("", "La ligne a plus de cellules que d’en-têtes : une virgule de trop ?"))
    justes = [*cellules, *[""] * len(entetes)][: len(entetes)]
    return LigneLue(numero, tuple(c[:CELLULE_AU_PLUS] for c in justes), tuple(remarques))
