"""Who tries to sign in, and what they see of it."""

from __future__ import annotations

import re

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from centre.espaces.enums import Public
from centre.membres.enums import Etat
from centre.membres.models import Membre
from centre.membres.operations import suspendre
from tests.personnes import MOT_DE_PASSE, membre

#: Whoever asks: an active member, a suspended one, a pending one, nobody.
ADRESSES = ("ville@test.example", "suspendu@test.example", "attente@test.example", "personne@test.example")


@pytest.fixture
def gens():
    ville = membre("ville", Public.VILLE)
    suspendu = membre("suspendu", Public.VILLE)
    suspendre(membre=suspendu)
    attente = membre("attente", etat=Etat.EN_ATTENTE)
    assert set(EmailAddress.objects.values_list("email", flat=True)) == set(ADRESSES[:3])
    return {"ville": ville, "suspendu": Membre.objects.get(pk=suspendu.pk), "attente": attente}


def connecter(client: Client, adresse: str, mot_de_passe: str = MOT_DE_PASSE, **en_tetes):
    return client.post("/connexion/", {"login": adresse, "password": mot_de_passe}, **en_tetes)


def est_entre(client: Client) -> bool:
    return client.get("/espace/").status_code == 200


def vue_du_dehors(reponse, adresse: str) -> tuple:
    """What somebody who tries addresses sees: status, headers, page; the address itself and the form's token aside."""
    page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", reponse.content.decode()).replace(adresse, "ICI")
    en_tetes = {nom: valeur for nom, valeur in reponse.headers.items() if nom not in ("Expires", "Date", "Content-Length")}
    return reponse.status_code, en_tetes, sorted(reponse.cookies), page
