"""The files of the project: where they are, which rows point to them, how they are put back. Through Django's storages only."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.core.files import File
from django.core.files.storage import Storage, default_storage, storages
from django.db.models import FileField
from psycopg import sql

from .archive import Ecriture, Piece
from .erreurs import ErreurDeSauvegarde
from .postgres import BLOC, Instantane

#: Folder in the archive: alias in ``settings.STORAGES``.
STOCKS = {"prive": "prive", "medias": "default"}
COLONNES = "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'"

Cle = tuple[str, str]


def stockages() -> dict[str, Storage]:
    """The storages kept by a backup, by their folder in the archive."""
    return {nom: storages[alias] for nom, alias in STOCKS.items()}


def parcourir(stockage: Storage, dossier: str = "") -> Iterator[str]:
    """Every name in a storage, in order; none when its folder does not exist yet."""
    try:
        dossiers, fichiers = stockage.listdir(dossier)
    except FileNotFoundError:
        return
    prefixe = f"{dossier}/" if dossier else ""
    yield from (prefixe + nom for nom in sorted(fichiers))
    for nom in sorted(dossiers):
        yield from parcourir(stockage, prefixe + nom)


def tous() -> Iterator[Cle]:
    """Every file kept by a backup."""
    for nom, stockage in stockages().items():
        yield from ((nom, fichier) for fichier in parcourir(stockage))


def _stock_de(champ: FileField) -> str:
    """The folder in the archive for a field's files. Raises ErreurDeSauvegarde when a backup would miss them."""
    if champ.storage in (default_storage, storages["default"]):
        return "medias"
    if champ.storage == storages["prive"]:
        return "prive"
    raise ErreurDeSauvegarde(f"Le champ {champ} range ses fichiers dans un stockage qui n’est pas sauvegardé.")


def colonnes_de_fichiers() -> list[tuple[str, str, str]]:
    """Triples (table, column, stock) of every model with files."""
    champs = [champ for modele in apps.get_models(include_auto_created=True) for champ in modele._meta.local_concrete_fields]
    de_fichiers = [champ for champ in champs if isinstance(champ, FileField)]
    return sorted({(champ.model._meta.db_table, str(champ.column), _stock_de(champ)) for champ in de_fichiers})


def references(instantane: Instantane) -> set[Cle]:
    """Every file a row of the picture points to."""
    presentes = set(instantane.lire(COLONNES))
    trouves: set[Cle] = set()
    for table, colonne, stock in colonnes_de_fichiers():
        if (table, colonne) in presentes:
            noms = {"c": sql.Identifier(colonne), "t": sql.Identifier("public", table)}
            requete = sql.SQL("SELECT DISTINCT {c} FROM {t} WHERE {c} <> ''").format(**noms)
            trouves |= {(stock, nom) for (nom,) in instantane.lire(requete)}
    return trouves


def copier_dans(archive: Ecriture, pieces: dict[Cle, Piece]) -> None:
    """Add to the archive the files that are not in it yet, or changed since; forget in ``pieces`` those that went away."""
    vus = set()
    for stock, nom in tous():
        stockage = stockages()[stock]
        try:
            etat = (stockage.size(nom), stockage.get_modified_time(nom).timestamp())
            deja = pieces.get((stock, nom))
            if deja is None or (deja.taille, deja.modifie) != etat:
                with stockage.open(nom) as contenu:
                    pieces[stock, nom] = archive.ajouter(f"fichiers/{stock}/{nom}", contenu, *etat)
        except FileNotFoundError:
            continue
        vus.add((stock, nom))
    for cle in pieces.keys() - vus:
        pieces[cle] = pieces[cle].partie()


def empreinte(cle: Cle) -> str:
    """SHA-256 of a stored file."""
    stock, nom = cle
    calcul = hashlib.sha256()
    with stockages()[stock].open(nom) as contenu:
        while bloc := contenu.read(BLOC):
            calcul.update(bloc)
    return calcul.hexdigest()


def poser(source: Path, cle: Cle, sha256: str) -> None:
    """Put one file back under its very name and read it again. Raises ErreurDeSauvegarde."""
    stock, nom = cle
    stockage = stockages()[stock]
    stockage.delete(nom)
    with source.open("rb") as contenu:
        pose = stockage.save(nom, File(contenu))
    if pose != nom or empreinte(cle) != sha256:
        raise ErreurDeSauvegarde(f"Le fichier {stock}/{nom} n’a pas pu être remis à sa place.")


def enlever(cle: Cle) -> None:
    """Remove one file, if it is there."""
    stock, nom = cle
    stockages()[stock].delete(nom)
