"""A server with one row in it, copied for each test into a path with a space and an accent."""

import shutil
import tempfile
from pathlib import Path

import pytest

from centre.postgres import (
    Serveur,
)
from centre.postgres.adresse import RACINE_COURTE, nom_court

from .outils import ecrire


@pytest.fixture(scope="module")
def modele(tmp_path_factory):
    """The folder of a cleanly stopped server, with one row in it."""
    dossier = tmp_path_factory.mktemp("modele")
    with Serveur(dossier, tests=True) as serveur:
        ecrire(serveur, "modèle")
    return dossier


@pytest.fixture
def dossier(modele):
    """A copy of the model, in a path with a space and an accent that every account can reach."""
    parent = Path(tempfile.mkdtemp(prefix="données d'été "))
    parent.chmod(0o755)
    Serveur.copier(modele, parent / "pg")
    yield parent / "pg"
    shutil.rmtree(Path(RACINE_COURTE) / nom_court(parent / "pg"), ignore_errors=True)
    shutil.rmtree(parent)


@pytest.fixture
def serveur(dossier):
    instance = Serveur(dossier, tests=True)
    yield instance
    instance.arreter()
