"""A pytest plugin (``-p tests.serveur``): one throw-away PostgreSQL per run.

Copied from a migrated cluster kept under var/tests and named by the migrations' hash.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

RACINE = Path(__file__).resolve().parents[1]
CACHE = Path(os.environ.get("CENTRE_TESTS_CACHE") or RACINE / "var" / "tests")
MODELE = "modele"


def _empreinte() -> str:
    """Changes with any migration, model-side operation run at migration, or lock."""
    h = hashlib.sha256()
    fichiers = sorted(
        [*RACINE.glob("*/migrations/*.py"), *RACINE.glob("*/*/migrations/*.py"), *RACINE.glob("*/*/*/migrations/*.py")]
    )
    autres = "requirements/base.txt centre/settings/base.py centre/espaces/operations.py centre/membres/management/commands/createcachetable.py"
    for fichier in [*fichiers, *(RACINE / autre for autre in autres.split())]:
        h.update(str(fichier.relative_to(RACINE)).encode() + fichier.read_bytes())
    return h.hexdigest()[:16]


def _ancien(dossier: Path) -> bool:
    """Made an hour ago or more: another run is no longer at work on it."""
    return time.time() - dossier.stat().st_mtime > 3600


def _grappe_migree() -> Path:
    """A cleanly stopped cluster whose database ``modele`` is migrated; made once per hash of the migrations."""
    from centre.postgres import Serveur

    grappe = CACHE / f"grappe-{_empreinte()}"
    if grappe.exists():
        return grappe
    CACHE.mkdir(parents=True, exist_ok=True)
    chantier = Path(tempfile.mkdtemp(prefix="chantier-", dir=CACHE))
    serveur = Serveur(chantier / "postgres", tests=True, base=MODELE)
    serveur.demarrer(lien_parent=True)
    try:
        env = {
            **os.environ,
            "DATABASE_URL": serveur.url,
            "DJANGO_SETTINGS_MODULE": "centre.settings.test",
            "CENTRE_TESTS_MODELE": "",
        }
        for commande in (["migrate", "-v0"], ["createcachetable"]):
            fait = subprocess.run(
                [sys.executable, "manage.py", *commande], cwd=RACINE, env=env, capture_output=True, text=True, check=False
            )
            if fait.returncode:
                pytest.exit(f"manage.py {' '.join(commande)} : {fait.stderr[-3000:]}", 3)
    finally:
        serveur.arreter()
    for ancienne in CACHE.iterdir():  # not those of a run that may be copying them
        if ancienne != chantier and _ancien(ancienne):
            shutil.rmtree(ancienne, ignore_errors=True)
    try:
        os.rename(chantier, grappe)
    except OSError:  # another run made it first
        shutil.rmtree(chantier, ignore_errors=True)
    return grappe


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Before the settings are read, the controlling process starts the server; xdist's workers inherit its address."""
    if os.environ.get("PYTEST_XDIST_WORKER") or os.environ.get("CENTRE_TESTS_MODELE"):
        return
    from centre.postgres import Serveur

    dossier = Path(tempfile.mkdtemp(prefix="centre-tests-"))
    os.chmod(dossier, 0o755)
    Serveur.copier(_grappe_migree() / "postgres", dossier / "postgres")
    serveur = Serveur(dossier / "postgres", tests=True, base=MODELE)
    serveur.demarrer(lien_parent=True)
    os.environ |= {"DATABASE_URL": serveur.url, "CENTRE_TESTS_MODELE": MODELE, "CENTRE_VAR": str(dossier / "var")}

    def arreter() -> None:
        serveur.arreter()
        shutil.rmtree(dossier, ignore_errors=True)

    early_config.add_cleanup(arreter)
