"""The site as installed, and what the tests write on it."""

import datetime as dt

import pytest

from extranet.enums import Nature
from extranet.operations import creer_actualite, installer_pages


@pytest.fixture
def accueil(db):
    return installer_pages()


@pytest.fixture
def ecrire(accueil):
    def faire(titre="Le Pays de Bray relance son conseil", **champs):
        defauts = {"chapo": "Appel à candidatures.", "corps": "<p>Jusqu’au 15 janvier.</p>", "date": dt.date(2026, 11, 3)}
        return creer_actualite(titre=titre, **{**defauts, "nature": Nature.LOCALE, **champs})

    return faire


@pytest.fixture
def brouillon(accueil):
    """A draft that would leak if anything read it."""
    from extranet.models import ActualitePage, ActualitesPage

    page = ActualitePage(
        title="Fermeture secrète", chapo="canari-brouillon", date=dt.date(2026, 11, 4), live=False, slug="secret"
    )
    ActualitesPage.objects.get().add_child(instance=page)
    page.save_revision()
    return page
