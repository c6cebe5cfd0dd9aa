"""One populated installation per run; each test works on copies of it."""

from __future__ import annotations

import itertools
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.sauvegarde.outils import Portail, administrer

NUMEROS = itertools.count(1)


def _nom(quoi: str) -> str:
    return f"sauvegarde_{os.environ.get('PYTEST_XDIST_WORKER', 'seul')}_{quoi}_{next(NUMEROS)}"


@pytest.fixture(scope="session")
def source(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portail]:
    """A portal in service. Never changed: see ``portail``."""
    origine = Portail(_nom("source"), tmp_path_factory.mktemp("source") / "Données d’été")
    origine.var.mkdir()
    administrer("CREATE DATABASE {} TEMPLATE {}", origine.base, os.environ["CENTRE_TESTS_MODELE"])
    peuplement = origine.lancer("-m", "tests.sauvegarde.peuplement")
    _, plaintes = peuplement.communicate(timeout=240)
    assert peuplement.returncode == 0, plaintes
    yield origine
    administrer("DROP DATABASE {} WITH (FORCE)", origine.base)


@pytest.fixture(scope="session")
def sauvegarde(source: Portail) -> Path:
    """The backup of ``source``."""
    return source.sauvegarder()


@pytest.fixture(scope="session")
def restaure(sauvegarde: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Portail, str]]:
    """The same backup restored on a server that had nothing, and what the command said. Never changed."""
    portail = Portail(_nom("restaure"), tmp_path_factory.mktemp("restaure") / "ailleurs")
    administrer("CREATE DATABASE {} TEMPLATE template0", portail.base)
    yield portail, portail.faire("restaurer", sauvegarde)
    administrer("DROP DATABASE {} WITH (FORCE)", portail.base)


@pytest.fixture
def nouveau(tmp_path: Path) -> Iterator[Callable[[Portail | None], Portail]]:
    """``nouveau()``: an installation with nothing in it; ``nouveau(autre)``: a copy of another one."""
    faits: list[Portail] = []

    def faire(modele: Portail | None = None) -> Portail:
        portail = Portail(_nom("copie"), tmp_path / f"installation {len(faits)} à part")
        if modele:
            shutil.copytree(modele.var, portail.var, ignore=shutil.ignore_patterns("sauvegardes", "*.verrou"))
        administrer("CREATE DATABASE {} TEMPLATE {}", portail.base, modele.base if modele else "template0")
        faits.append(portail)
        return portail

    yield faire
    for portail in faits:
        administrer("DROP DATABASE IF EXISTS {} WITH (FORCE)", portail.base)
