import datetime as dt
import uuid

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from centre.espaces.enums import Public
from centre.espaces.models import Espace
from centre.publications.fichiers import joindre_document
from centre.publications.operations import publier
from centre.themes.models import Famille, Theme
from ressources.bibliotheque.models import Ressource
from ressources.bibliotheque.operations import deposer
from ressources.moisson import views
from tests.personnes import membre

MATIN = dt.datetime(2025, 11, 20, 9, tzinfo=dt.UTC)


@pytest.fixture
def a():
    """``with a(3):`` it is three hours after the first morning, for Python and for PostgreSQL."""
    return lambda heures: time_machine.travel(MATIN + dt.timedelta(hours=heures), tick=False)


@pytest.fixture
def animatrice(db):
    return membre("animatrice", role=Public.ANIMATRICE)


@pytest.fixture
def theme(db):
    return Theme.objects.create(famille=Famille.objects.create(nom="Habitat", slug="habitat"), nom="Logement", slug="logement")


@pytest.fixture
def notice(animatrice):
    """Publishes a notice; its files are the réseau's."""

    def publiee(titre, espace="ouvert", themes=(), **champs):
        ressource = Ressource(jeton=uuid.uuid4(), titre=titre, resume="Un résumé", **champs)
        ressource.themes = list(themes)
        fichiers = "reseau" if espace == "ouvert" else espace
        lieux = {slug: Espace.objects.get(slug=slug) for slug in (espace, fichiers)}
        ressource = deposer(ressource=ressource, espace=lieux[espace], espace_fichiers=lieux[fichiers], par=animatrice)
        document = SimpleUploadedFile("secret.txt", b"Le secret du fichier", "text/plain")
        joindre_document(publication=ressource, document=document, par=animatrice)
        return publier(publication=ressource, par=animatrice)

    return publiee


@pytest.fixture
def par_deux(monkeypatch):
    """Two records a page."""
    monkeypatch.setattr(views, "PAR_PAGE", 2)
