"""A refusal teaches nothing: to an anonymous visitor, existing and absent are the same redirect; to a member, the same 404."""

from __future__ import annotations

import pytest
from django.test import Client

from centre.espaces.enums import Public
from centre.espaces.operations import creer_groupe
from centre.middleware import RESERVE
from tests.personnes import membre

pytestmark = pytest.mark.django_db

#: An address that exists under each prefix whose feature is there, besides the prefix itself.
EXISTANTES = [
    "/espace/",
    "/espace/qui-voit/reseau/",
    "/mon-compte/",
    "/mon-compte/mot-de-passe/",
    "/mon-compte/verification/cles/1/retirer/",
    "/echos/",
    "/echos/ecrire/",
    "/gestion/",
]


def empreinte(reponse, chemin: str) -> tuple:
    """Everything a client sees, but for the address it asked for itself."""
    en_tetes = {nom: valeur.replace(chemin, "ICI") for nom, valeur in reponse.headers.items()}
    biscuits = {nom: biscuit.OutputString() for nom, biscuit in reponse.cookies.items()}
    return reponse.status_code, en_tetes, reponse.content.replace(chemin.encode(), b"ICI"), biscuits


@pytest.mark.parametrize("prefixe", RESERVE)
def test_anonyme_existant_ou_absent_meme_redirection(prefixe):
    existantes = [chemin for chemin in EXISTANTES if chemin.startswith(prefixe)] or [prefixe]
    absente = empreinte(Client().get(f"{prefixe}nulle-part/"), f"{prefixe}nulle-part/")
    assert absente[0] == 302
    assert absente[1]["Location"] == "/connexion/?next=ICI"
    assert absente[1]["Cache-Control"] == "private, no-store"
    for chemin in existantes:
        assert empreinte(Client().get(chemin), chemin) == absente, chemin


@pytest.mark.parametrize("prefixe", RESERVE)
@pytest.mark.parametrize("methode", ["post", "head", "put", "delete", "options"])
def test_anonyme_quelle_que_soit_la_methode(prefixe, methode):
    attendue = empreinte(getattr(Client(), methode)(f"{prefixe}nulle-part/"), f"{prefixe}nulle-part/")
    assert attendue[0] == 302
    for chemin in [chemin for chemin in EXISTANTES if chemin.startswith(prefixe)]:
        assert empreinte(getattr(Client(), methode)(chemin), chemin) == attendue, chemin


@pytest.mark.parametrize("prefixe", RESERVE)
def test_anonyme_sans_barre_finale_ni_avec_requete(prefixe):
    sans_barre = prefixe.rstrip("/")
    assert Client().get(sans_barre)["Location"] == f"/connexion/?next={sans_barre}"
    assert Client().get(f"{prefixe}?page=2")["Location"] == f"/connexion/?next={prefixe}%3Fpage%3D2"


def test_le_lien_recu_mene_apres_la_connexion_a_la_page_demandee():
    ville = membre("ville", Public.VILLE)
    client = Client()
    connexion = client.get("/espace/qui-voit/reseau/")["Location"]
    reponse = client.post(connexion, {"login": ville.email, "password": "territoires-2026", "next": "/espace/qui-voit/reseau/"})
    assert (reponse.status_code, reponse["Location"]) == (302, "/espace/qui-voit/reseau/")
    assert client.get("/espace/qui-voit/reseau/").status_code == 200


@pytest.mark.parametrize("suite", ["https://ailleurs.example/", "//ailleurs.example/", "javascript:alert(1)"])
def test_on_ne_sort_pas_du_portail_par_next(suite):
    ville = membre("ville", Public.VILLE)
    reponse = Client().post("/connexion/", {"login": ville.email, "password": "territoires-2026", "next": suite})
    assert reponse["Location"] == "/espace/"


@pytest.mark.parametrize(
    ("interdite", "absente"),
    [
        ("/espace/qui-voit/secret/", "/espace/qui-voit/nulle-part/"),
        ("/gestion/", "/gestion/nulle-part/"),
        ("/gestion/pages/", "/gestion/nulle-part/"),
    ],
)
@pytest.mark.parametrize("qui", [Public.VILLE, Public.ELARGI, Public.FINANCEUR])
def test_membre_sans_le_droit_meme_404_qu_une_absente(interdite, absente, qui):
    creer_groupe(nom="Canari secret", slug="secret", description="canari")
    client = Client()
    client.force_login(membre("quelqu-un", role=qui) if qui is Public.FINANCEUR else membre("quelqu-un", qui))
    refus, rien = client.get(interdite), client.get(absente)
    assert refus.status_code == rien.status_code == 404
    assert refus.content == rien.content
    assert dict(refus.headers) == dict(rien.headers)
    assert b"anari" not in refus.content


def test_celle_qui_a_le_droit_y_entre():
    """So that the refusals above refuse something."""
    creer_groupe(nom="Canari secret", slug="secret")
    client = Client()
    client.force_login(membre("animatrice", role=Public.ANIMATRICE))
    assert "Canari secret" in client.get("/espace/qui-voit/secret/").content.decode()
    assert client.get("/gestion/").status_code == 200
