"""A throw-away server for the tests."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .serveur import Serveur


@contextmanager
def serveur_de_tests(modele: Path | None = None, *, base: str = "centre") -> Iterator[Serveur]:
    """Run a fast server in a temporary folder, from a copy of a stopped server's folder when `modele` is given."""
    dossier = Path(tempfile.mkdtemp(prefix="centre-tests-"))
    try:
        if modele:
            Serveur.copier(modele, dossier)
        with Serveur(dossier, tests=True, base=base) as serveur:
            yield serveur
    finally:
        shutil.rmtree(dossier, ignore_errors=True)
