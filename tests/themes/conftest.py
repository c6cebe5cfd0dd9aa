import pytest

from centre.registre import ecoutes, publications_liees


@pytest.fixture
def annonces(monkeypatch):
    """Objects announced during the test, in order."""
    entendus = []
    monkeypatch.setitem(ecoutes._entrees, "test", entendus.append)
    return entendus


@pytest.fixture
def lies(monkeypatch):
    """Replaces what the house publishes about territories and themes: put callables in it."""
    monkeypatch.setattr(publications_liees, "_entrees", {})
    return publications_liees
