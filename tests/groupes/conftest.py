"""People and three groupes, one of each door."""

from __future__ import annotations

import pytest

from centre.groupes.enums import Porte
from centre.groupes.operations import entrer_par_invitation, inviter_au_groupe, ouvrir_groupe
from tests.client import ClientInspecteur
from tests.personnes import tout_le_monde


@pytest.fixture
def gens(db):
    return tout_le_monde()


@pytest.fixture
def ouvrir(gens):
    """``ouvrir(porte, *members)``: a groupe named after its door."""

    def faire(porte: Porte, *membres: str):
        groupe = ouvrir_groupe(nom=f"Atelier {porte.value}", description="À quoi il sert", porte=porte, par=gens["animatrice"])
        for nom in membres:
            inviter_au_groupe(groupe=groupe, membre=gens[nom], par=gens["animatrice"])
            entrer_par_invitation(groupe=groupe, membre=gens[nom])
        return groupe

    return faire


@pytest.fixture
def client_de(gens):
    """``client_de("pays")``: a browser signed in."""

    def faire(nom: str) -> ClientInspecteur:
        client = ClientInspecteur()
        client.force_login(gens[nom], backend="django.contrib.auth.backends.ModelBackend")
        return client

    return faire
