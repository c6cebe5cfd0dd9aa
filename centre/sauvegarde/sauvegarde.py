"""``sauvegarder``: the database at one instant and every file its rows point to, in one archive."""

from __future__ import annotations

import datetime as dt
import json
import os
import tempfile
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.migrations.loader import MigrationLoader
from django.utils.crypto import salted_hmac

from . import archive, fichiers
from .archive import Ecriture, Manifeste, Piece
from .chantier import Chantier, seul
from .erreurs import ErreurDeSauvegarde
from .postgres import SANS_LIGNES, Base, Instantane

PARIS = ZoneInfo("Europe/Paris")
TEMOIN = "derniere.json"
#: A file deleted just after the picture was taken is missing for that one only: the picture is taken again.
ESSAIS = 5


def dossier_des_sauvegardes() -> Path:
    """Where backups go when no other place is said."""
    return Path(settings.CENTRE_VAR) / "sauvegardes"


def version_de_l_application() -> str:
    """The version written in pyproject.toml."""
    projet = tomllib.loads((Path(settings.RACINE) / "pyproject.toml").read_text(encoding="utf-8"))
    return str(projet["project"]["version"])


def empreinte_de_la_cle() -> str:
    """Tells two SECRET_KEYs apart, and nothing else of them."""
    return salted_hmac("centre.sauvegarde", "cle", algorithm="sha256").hexdigest()[:16]


def migrations_du_code() -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """The migrations this code holds, and the same with those they replace: pairs (app, name)."""
    sur_disque = MigrationLoader(None).disk_migrations
    return set(sur_disque), set(sur_disque) | {remplacee for migration in sur_disque.values() for remplacee in migration.replaces}


def sauvegarder(destination: Path | None = None) -> tuple[Path, Manifeste]:
    """Write an archive, whole or not at all, never over another file; note when, for the health probe.

    Raises ErreurDeSauvegarde.
    """
    with seul():
        if Chantier().reste() is not None:  # its files are not all in place
            raise ErreurDeSauvegarde("Une restauration a été interrompue : relancez d’abord « manage.py restaurer --terminer ».")
        fait = ecrire_une_sauvegarde(destination)
        _noter(*fait)
    return fait


def ecrire_une_sauvegarde(destination: Path | None = None, suffixe: str = "") -> tuple[Path, Manifeste]:
    """The same without the lock and the note: for a restore, which holds the lock and keeps aside what it replaces."""
    dossier = destination.absolute().parent if destination else dossier_des_sauvegardes()
    try:
        if destination is None:
            dossier.mkdir(parents=True, exist_ok=True, mode=0o700)
        elif destination.exists():
            raise ErreurDeSauvegarde(f"« {destination} » existe déjà : une sauvegarde n’en remplace jamais une autre.")
        with tempfile.TemporaryDirectory(dir=dossier, prefix=".sauvegarde-") as chantier:
            partielle = Path(chantier) / "archive"
            with archive.ecrire(partielle) as ecriture:
                manifeste = _remplir(ecriture, Path(chantier))
            return _nommer(partielle, destination, suffixe), manifeste
    except OSError as erreur:
        raise ErreurDeSauvegarde(f"Impossible d’écrire dans « {dossier} » : {erreur.strerror or erreur}.") from erreur


def _remplir(ecriture: Ecriture, chantier: Path) -> Manifeste:
    """Files first, then the picture of the database, then the files born in between: whatever a row points to was copied."""
    base = Base.du_projet()
    pieces: dict[fichiers.Cle, Piece] = {}
    fichiers.copier_dans(ecriture, pieces)
    with _instantane_complet(base, ecriture, pieces) as (instantane, references):
        base.decharger(instantane, chantier / archive.BASE)
        gardes = {cle: piece for cle, piece in pieces.items() if piece.present or cle in references}
        manifeste = Manifeste(
            version=version_de_l_application(),
            date=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
            postgresql=base.version(),
            cle=empreinte_de_la_cle(),
            migrations=sorted(set(instantane.migrations()) & migrations_du_code()[1]),
            lignes=instantane.lignes_par_table(),
            sans_lignes=list(SANS_LIGNES),
            base=ecriture.ajouter_chemin(archive.BASE, chantier / archive.BASE),
            fichiers={"/".join(cle): piece for cle, piece in sorted(gardes.items())},
            orphelins=sorted("/".join(cle) for cle in gardes.keys() - references),
            manquants=sorted("/".join(cle) for cle in references - gardes.keys()),
        )
    ecriture.ajouter_octets(archive.MANIFESTE, manifeste.en_json(), dt.datetime.now(dt.UTC).timestamp())
    return manifeste


@contextmanager
def _instantane_complet(
    base: Base, ecriture: Ecriture, pieces: dict[fichiers.Cle, Piece]
) -> Iterator[tuple[Instantane, set[fichiers.Cle]]]:
    """A picture whose every file is in the archive, but those that two pictures running lack."""
    manquants: set[fichiers.Cle] | None = None
    for essai in range(ESSAIS):
        with base.instantane() as instantane:
            references = fichiers.references(instantane)
            fichiers.copier_dans(ecriture, pieces)
            encore = references - pieces.keys()
            if not encore or encore == manquants or essai == ESSAIS - 1:
                yield instantane, references
                return
            manquants = encore


def _nommer(partielle: Path, destination: Path | None, suffixe: str) -> Path:
    """Give the finished archive its name, never the name of another file. Raises ErreurDeSauvegarde."""
    for rang in range(1, 1000):
        autre = f"-{rang}" if rang > 1 else ""
        finale = destination or dossier_des_sauvegardes() / f"{dt.datetime.now(PARIS):%Y-%m-%d-%H%M}{suffixe}{autre}.tar.gz"
        try:
            _renommer(partielle, finale)
        except FileExistsError:
            if destination:
                break
            continue
        _synchroniser(finale.parent)
        return finale
    raise ErreurDeSauvegarde(f"« {finale} » existe déjà : une sauvegarde n’en remplace jamais une autre.")


def _renommer(de: Path, vers: Path) -> None:
    """Rename without replacing. Raises FileExistsError."""
    try:
        os.link(de, vers)
    except FileExistsError:
        raise
    except OSError:  # a disk without hard links (exFAT)
        if vers.exists():
            raise FileExistsError(vers) from None
        os.rename(de, vers)


def _synchroniser(dossier: Path) -> None:
    fd = os.open(dossier, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def _noter(chemin: Path, manifeste: Manifeste) -> None:
    dossier = dossier_des_sauvegardes()
    dossier.mkdir(parents=True, exist_ok=True, mode=0o700)
    ebauche = dossier / f"{TEMOIN}.partiel"
    ebauche.write_text(json.dumps({"date": manifeste.date, "fichier": str(chemin)}, ensure_ascii=False), encoding="utf-8")
    ebauche.replace(dossier / TEMOIN)


def derniere_sauvegarde() -> dt.datetime | None:
    """When the last backup of this installation was made, None when there is none."""
    temoin = dossier_des_sauvegardes() / TEMOIN
    if not temoin.exists():
        return None
    return dt.datetime.fromisoformat(json.loads(temoin.read_text(encoding="utf-8"))["date"])
