"""Fixtures of every test."""

import os

import pytest
from django.db import connection

from tests.horloge import horloge_de_la_base  # noqa: F401

# Playwright keeps a loop running in the main thread from the first browser test to the last one, of any kind.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The test database, whose last sessions are ended with it: a page left by a browser may still be answered by the site."""
    yield
    with django_db_blocker.unblock(), connection.cursor() as curseur:
        curseur.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.fixture(autouse=True)
def _dossiers_a_part(settings, tmp_path):
    """Mails and files of a test stay in its own folder."""
    settings.EMAIL_BACKEND = "centre.courriels.backends.FichierBackend"  # pytest-django puts its own
    settings.CENTRE_VAR = tmp_path
    settings.COURRIELS_DOSSIER = tmp_path / "courriels"
    settings.MEDIA_ROOT = tmp_path / "medias"


@pytest.fixture(autouse=True)
def _file_de_travaux_a_part(request, django_db_blocker):
    """A test that commits ends by emptying Django's tables; the queue's are not among them."""
    yield
    marque = request.node.get_closest_marker("django_db")
    if "transactional_db" in request.fixturenames or (marque and marque.kwargs.get("transaction")):
        with django_db_blocker.unblock(), connection.cursor() as curseur:
            curseur.execute("TRUNCATE procrastinate_jobs CASCADE")
