"""Fixtures of the tests of access."""

import subprocess

import pytest
import typst

from .connexions import gens  # noqa: F401


@pytest.fixture(scope="session", autouse=True)
def fichiers_en_clair():
    """What goes into a composed file is read as it goes: the robot opens no PDF (tests/jeudis/test_releve.py does)."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(typst, "compile", lambda *args, sys_inputs, **options: sys_inputs["donnees"].encode())
        monkeypatch.setattr("centre.documents.bureautique.subprocess.run", _recopier)
        yield


def _recopier(commande, *, input, **options):
    return subprocess.CompletedProcess(commande, 0, stdout=input, stderr=b"")
