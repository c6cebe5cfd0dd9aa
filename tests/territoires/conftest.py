import pytest

from centre.registre import ecoutes, publications_liees


@pytest.fixture(autouse=True)
def annonces(monkeypatch):
    """Objects announced during the test, in order. Nobody else listens: the catalogue has its own tests."""
    entendus = []
    monkeypatch.setattr(ecoutes, "_entrees", {"test": entendus.append})
    return entendus


@pytest.fixture
def lies(monkeypatch):
    """Replaces what the house publishes about territories and themes: put callables in it."""
    monkeypatch.setattr(publications_liees, "_entrees", {})
    return publications_liees
