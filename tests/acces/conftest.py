"""Fixtures of the tests of access."""

import subprocess
from types import SimpleNamespace

import pytest
import typst

from .connexions import gens  # noqa: F401


@pytest.fixture(scope="package", autouse=True)
def fichiers_en_clair():
    """What goes into a composed file is read as it goes: the robot opens no PDF (tests/jeudis/test_releve.py does)."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(typst, "compile", lambda *args, sys_inputs, **options: sys_inputs["donnees"].encode())
        pandoc = SimpleNamespace(run=_recopier, TimeoutExpired=subprocess.TimeoutExpired)
        monkeypatch.setattr("centre.documents.bureautique.subprocess", pandoc)
        yield


def _recopier(commande, *, input, **options):
    return subprocess.CompletedProcess(commande, 0, stdout=input, stderr=b"")
