"""Fixtures of every test."""

import pytest

from tests.horloge import horloge_de_la_base  # noqa: F401


@pytest.fixture(autouse=True)
def _dossiers_a_part(settings, tmp_path):
    """Mails and files of a test stay in its own folder."""
    settings.EMAIL_BACKEND = "centre.courriels.backends.FichierBackend"  # pytest-django puts its own
    settings.CENTRE_VAR = tmp_path
    settings.COURRIELS_DOSSIER = tmp_path / "courriels"
    settings.MEDIA_ROOT = tmp_path / "medias"
