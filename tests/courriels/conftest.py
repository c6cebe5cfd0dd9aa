"""Kinds of mail of the tests, with their own templates."""

import email
import email.policy
from pathlib import Path

import pytest
from django.db import connection

from centre import registre
from centre.courriels.enums import Genre
from centre.espaces.enums import Public
from centre.membres.operations import creer_membre, donner_role

from .papier import papier

__all__ = ["papier"]
GENRES = [
    Genre("essai", "Nouvelles d’essai"),
    Genre("officiel", "Annonces officielles", essentiel=True, aux_inactifs=True),
    Genre("secret", "Secrets", sensible=True, essentiel=True),
    Genre("par_lien", "Relectures", par_lien=True),
    Genre("sans_objet", "Sans objet"),
]


@pytest.fixture(autouse=True)
def _genres(settings):
    settings.EMAIL_BACKEND = "centre.courriels.backends.FichierBackend"  # Django's test environment puts its own
    (gabarits,) = settings.TEMPLATES
    settings.TEMPLATES = [{**gabarits, "DIRS": [Path(__file__).parent / "gabarits", *gabarits["DIRS"]]}]
    for genre in GENRES:
        registre.courriels.ajouter(genre.cle, genre)
    yield
    for genre in GENRES:
        del registre.courriels._entrees[genre.cle]


@pytest.fixture(autouse=True)
def _file_vide(request):
    """Procrastinate's tables are not Django's: the flush after a transactional test leaves them as they are."""
    marque = request.node.get_closest_marker("django_db")
    if not (marque and marque.kwargs.get("transaction")):
        yield
        return
    request.getfixturevalue("transactional_db")
    yield
    with connection.cursor() as curseur:
        curseur.execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")


@pytest.fixture
def lea(db):
    return creer_membre(email="lea@pays.example", prenom="Léa", nom="Martin")


@pytest.fixture
def animatrice(db):
    membre = creer_membre(email="anim@centre.example", prenom="Anne", nom="Imatrice")
    donner_role(membre=membre, role=Public.ANIMATRICE)
    return membre


@pytest.fixture
def boite(settings):
    """Reads the folder of mails: the messages, in order of address."""

    def lire():
        fichiers = sorted(settings.COURRIELS_DOSSIER.glob("*")) if settings.COURRIELS_DOSSIER.exists() else []
        assert [f.suffix for f in fichiers if f.suffix != ".eml"] == []
        recus = [email.message_from_bytes(f.read_bytes(), policy=email.policy.default) for f in fichiers]
        return sorted(recus, key=lambda message: message["To"])

    return lire
