import pytest

from centre.registre import catalogue
from tests.catalogue.outils import Atelier


@pytest.fixture
def atelier(db, monkeypatch):
    """A type « piece » in the catalogue's registry, for the time of the test."""
    atelier = Atelier()
    monkeypatch.setitem(catalogue._entrees, "piece", atelier.type)
    return atelier
