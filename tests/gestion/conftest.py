"""The team, a member of the réseau, and the site as installed."""

import pytest

from centre.espaces.enums import Public
from centre.gestion.operations import accorder_gestion
from centre.membres.operations import creer_membre, donner_role


@pytest.fixture
def creer(db):
    def faire(nom, role=None):
        membre = creer_membre(email=f"{nom}@essai.example", prenom=nom.capitalize(), nom="Essai", mot_de_passe="secret-d-essai")
        if role:
            donner_role(membre=membre, role=role)
        return membre

    return faire


@pytest.fixture
def animatrice(creer):
    accorder_gestion()
    return creer("animatrice", Public.ANIMATRICE)


@pytest.fixture
def administration(creer):
    accorder_gestion()
    return creer("administration", Public.ADMINISTRATION)


@pytest.fixture
def technicienne(creer):
    return creer("ville")


@pytest.fixture
def chez_l_animatrice(client, animatrice):
    client.force_login(animatrice)
    return client
