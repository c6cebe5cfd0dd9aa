"""A demonstration built once, kept beside the migrated cluster of the tests, copied for each test."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from pathlib import Path

import psycopg
import pytest

from centre.postgres import Serveur
from centre.preparation import _code, _empreinte, _fichiers_statiques
from tests import serveur as cache
from tests.demo.outils import Demo


@pytest.fixture(scope="session")
def modele() -> Path:
    """The folder of a demonstration that was built, then stopped."""
    cle = _empreinte([*_code(), *_fichiers_statiques()])[:16]
    dossier = cache.CACHE / f"demo-{cle}"
    cache.CACHE.mkdir(parents=True, exist_ok=True)
    with (cache.CACHE / "demo.verrou").open("w") as verrou:
        fcntl.flock(verrou, fcntl.LOCK_EX)
        if not dossier.exists():
            for ancien in cache.CACHE.glob("demo-*"):
                shutil.rmtree(ancien)
            construire(dossier)
    return dossier


def construire(dossier: Path) -> None:
    """Run a demonstration once on the tables that the tests already migrated."""
    chantier = Path(tempfile.mkdtemp(prefix="chantier-", dir=cache.CACHE))
    Serveur.copier(cache._grappe_migree() / "postgres", chantier / "postgres")
    with Serveur(chantier / "postgres", base="postgres") as serveur, psycopg.connect(serveur.dsn, autocommit=True) as base:
        base.execute(f"ALTER DATABASE {cache.MODELE} RENAME TO centre")
    demo = Demo(chantier)
    try:
        demo.lancer()
        assert demo.finir()[0] == 0, demo.dit()
    finally:
        demo.oublier()
        demo.sortie.unlink()
    os.rename(chantier, dossier)


@pytest.fixture
def dossier():
    """A folder for a demonstration that any account can reach, with a space and an accent in its path."""
    parent = Path(tempfile.mkdtemp(prefix="démo d’été "))
    parent.chmod(0o755)
    yield parent / "var"
    shutil.rmtree(parent)


@pytest.fixture
def demo(dossier, modele):
    """A demonstration ready to start: built, stopped."""
    shutil.copytree(modele, dossier, symlinks=True)
    instance = Demo(dossier)
    yield instance
    instance.oublier()


@pytest.fixture
def vide(dossier):
    """A demonstration that was never built."""
    instance = Demo(dossier)
    yield instance
    instance.oublier()
