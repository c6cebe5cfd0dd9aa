"""The archive: a tar compressed with gzip that holds ``base.dump``, ``fichiers/<stock>/<nom>`` and, last, ``manifeste.json``.

Any tar opens it, any pg_restore reads the dump.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import IO, Any

from .erreurs import ArchiveAbimee, ErreurDeSauvegarde, VersionTropRecente

FORMAT = 1
MANIFESTE, BASE = "manifeste.json", "base.dump"
BLOC = 1 << 20


@dataclass(frozen=True)
class Piece:
    """One file of the archive. ``modifie`` is when its bytes last changed; ``present``: it was still there at the last look."""

    taille: int
    sha256: str
    modifie: float = 0.0
    present: bool = True

    def partie(self) -> Piece:
        """The same, gone from the disk since it was copied."""
        return replace(self, present=False)


@dataclass
class Manifeste:
    """What an archive says of itself.

    ``orphelins``: files no row points to; ``manquants``: files a row points to that are not on the disk.
    """

    version: str
    date: str
    postgresql: int
    cle: str
    migrations: list[tuple[str, str]]
    lignes: dict[str, int]
    sans_lignes: list[str]
    base: Piece
    fichiers: dict[str, Piece]
    orphelins: list[str] = field(default_factory=list)
    manquants: list[str] = field(default_factory=list)
    format: int = FORMAT

    def en_json(self) -> bytes:
        """The bytes written in the archive."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1).encode()

    @classmethod
    def lire(cls, octets: bytes) -> Manifeste:
        """The manifest of these bytes. Raises ArchiveAbimee, VersionTropRecente."""
        try:
            champs: dict[str, Any] = json.loads(octets)
            if champs["format"] > FORMAT:
                raise VersionTropRecente("Cette sauvegarde est d’un format plus récent : mettez l’application à jour.")
            champs["base"] = Piece(**champs["base"])
            champs["fichiers"] = {nom: Piece(**piece) for nom, piece in champs["fichiers"].items()}
            champs["migrations"] = [(app, nom) for app, nom in champs["migrations"]]
            return cls(**champs)
        except (ValueError, KeyError, TypeError) as erreur:
            raise ArchiveAbimee("Le manifeste de la sauvegarde est illisible.") from erreur


class Ecriture:
    """An archive being written."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar

    def ajouter(self, nom: str, contenu: Any, taille: int, modifie: float = 0.0) -> Piece:
        """Copy ``taille`` bytes under ``nom`` (twice the same name: the last one counts)."""
        entree = tarfile.TarInfo(nom)
        entree.size, entree.mode, entree.mtime = taille, 0o600, int(modifie)
        lu = _Empreinte(contenu)
        self._tar.addfile(entree, lu)  # type: ignore[arg-type]
        return Piece(taille, lu.calcul.hexdigest(), modifie)

    def ajouter_chemin(self, nom: str, chemin: Path) -> Piece:
        """The same for a file of this machine."""
        with chemin.open("rb") as contenu:
            etat = os.fstat(contenu.fileno())
            return self.ajouter(nom, contenu, etat.st_size, etat.st_mtime)

    def ajouter_octets(self, nom: str, octets: bytes, modifie: float) -> Piece:
        """The same for bytes in memory."""
        return self.ajouter(nom, io.BytesIO(octets), len(octets), modifie)


class _Empreinte:
    """A file whose SHA-256 is computed as it is read."""

    def __init__(self, contenu: Any) -> None:
        self._contenu = contenu
        self.calcul = hashlib.sha256()

    def read(self, taille: int = -1) -> bytes:
        bloc: bytes = self._contenu.read(taille)
        self.calcul.update(bloc)
        return bloc


@contextmanager
def ecrire(chemin: Path) -> Iterator[Ecriture]:
    """Write a new archive nobody else may read, on the disk for good when the block ends."""
    fd = os.open(chemin, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(fd, "wb") as fichier:
        with (
            gzip.GzipFile(filename="", mode="wb", fileobj=fichier, compresslevel=6) as gz,
            tarfile.open(fileobj=gz, mode="w|") as tar,
        ):
            yield Ecriture(tar)
        fichier.flush()
        os.fsync(fichier.fileno())


def deplier(chemin: Path, dossier: Path, *, avec_fichiers: bool) -> Manifeste:
    """Read the whole archive, keep it in ``dossier`` (its files only if asked), and compare every SHA-256 to the manifest.

    Raises ArchiveAbimee, VersionTropRecente, ErreurDeSauvegarde when there is no such archive.
    """
    lus = _lire_tout(chemin, dossier, avec_fichiers=avec_fichiers)
    if MANIFESTE not in lus:
        raise ArchiveAbimee(f"« {chemin.name} » n’est pas une sauvegarde complète : son manifeste manque.")
    manifeste = Manifeste.lire((dossier / MANIFESTE).read_bytes())
    attendus = {BASE: manifeste.base} | {f"fichiers/{nom}": piece for nom, piece in manifeste.fichiers.items()}
    for nom, piece in attendus.items():
        if nom not in lus:
            raise ArchiveAbimee(f"« {nom} » manque dans la sauvegarde.")
        if lus[nom] != piece.sha256:
            raise ArchiveAbimee(f"« {nom} » n’est plus tel qu’il a été sauvegardé.")
    return manifeste


def _lire_tout(chemin: Path, dossier: Path, *, avec_fichiers: bool) -> dict[str, str]:
    """Name to SHA-256 of every member."""
    lus: dict[str, str] = {}
    try:
        with gzip.open(chemin) as gz:
            with tarfile.open(fileobj=gz, mode="r|") as tar:
                for membre in tar:
                    _exiger_un_nom_sur(membre)
                    garde = dossier / membre.name if avec_fichiers or membre.name in (MANIFESTE, BASE) else None
                    contenu = tar.extractfile(membre)
                    assert contenu
                    lus[membre.name] = _copier(contenu, garde)
            while gz.read(BLOC):  # to the end: gzip's own checksum is there
                pass
    except FileNotFoundError as erreur:
        raise ErreurDeSauvegarde(f"« {chemin} » n’existe pas.") from erreur
    except (tarfile.TarError, EOFError, zlib.error, gzip.BadGzipFile) as erreur:
        raise ArchiveAbimee(f"« {chemin.name} » est tronqué ou abîmé, ou n’est pas une sauvegarde.") from erreur
    return lus


def _exiger_un_nom_sur(membre: tarfile.TarInfo) -> None:
    """Nothing may be written outside the folder the archive is opened in. Raises ArchiveAbimee."""
    parts = PurePosixPath(membre.name).parts
    permis = membre.name in (MANIFESTE, BASE) or (len(parts) > 2 and parts[0] == "fichiers")
    if not membre.isreg() or not permis or ".." in parts:
        raise ArchiveAbimee(f"La sauvegarde contient une entrée inattendue : « {membre.name} ».")


def _copier(contenu: IO[bytes], garde: Path | None) -> str:
    calcul = hashlib.sha256()
    if garde:
        garde.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with garde.open("wb") if garde else open(os.devnull, "wb") as sortie:
        while bloc := contenu.read(BLOC):
            calcul.update(bloc)
            sortie.write(bloc)
    return calcul.hexdigest()
