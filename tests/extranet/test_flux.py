"""The feeds of the catalogue: by thème, by territoire, by type; what everybody reads, and never more."""

import uuid
import xml.etree.ElementTree as ET

import pytest

from centre.espaces.enums import Public
from centre.espaces.models import Espace
from centre.publications.operations import creer, deplacer, publier
from centre.territoires.models import Territoire
from centre.themes.models import Famille, Theme
from echos.models import Echo
from tests.personnes import membre

ATOM = {"a": "http://www.w3.org/2005/Atom"}
ADRESSES = ("/flux/themes/logement.xml", "/flux/territoires/pays-de-bray.xml", "/flux/types/actualite.xml")


@pytest.fixture
def sujets(accueil):
    theme = Theme.objects.create(famille=Famille.objects.create(nom="Habitat", slug="habitat"), nom="Logement", slug="logement")
    return {"themes": [theme], "territoires": [Territoire.objects.create(nom="Pays de Bray", slug="pays-de-bray", nature="pays")]}


@pytest.fixture
def animatrice(db):
    return membre("animatrice", role=Public.ANIMATRICE)


def echo(par, slug, sujets):
    texte = Echo(jeton=uuid.uuid4(), titre=f"Secret {slug}", retenir_1="Une idée")
    texte.themes, texte.territoires = sujets["themes"], sujets["territoires"]
    return publier(publication=creer(publication=texte, espace=Espace.objects.get(slug=slug), par=par), par=par)


def lus(client, adresse):
    reponse = client.get(adresse)
    assert (reponse.status_code, reponse["Content-Type"].split(";")[0]) == (200, "application/atom+xml")
    return [e.findtext("a:title", "", ATOM) for e in ET.fromstring(reponse.content).iterfind("a:entry", ATOM)]


@pytest.mark.parametrize("adresse", ADRESSES)
def test_un_flux_dit_ce_que_tout_le_monde_lit_meme_a_l_equipe(client, ecrire, sujets, animatrice, adresse):
    ecrire("Une aide & <b>", **sujets)
    if "types" not in adresse:
        ecrire("Sans sujet")
    echo(animatrice, "reseau", sujets)
    assert lus(client, adresse) == ["Une aide & <b>"]
    client.force_login(animatrice)
    assert lus(client, adresse) == ["Une aide & <b>"]
    assert b"Secret" not in client.get(adresse).content


def test_un_type_dont_rien_n_est_public_n_a_pas_de_flux(client, accueil, sujets, animatrice):
    texte = echo(animatrice, "reseau", sujets)
    assert client.get("/flux/types/echo.xml").status_code == 404
    assert "/flux/types/echo.xml" not in client.get("/flux/").content.decode()
    deplacer(publication=texte, espace=Espace.objects.get(slug="ouvert"), par=animatrice)
    assert lus(client, "/flux/types/echo.xml") == ["Secret reseau"]
    assert 'href="/flux/types/echo.xml"' in client.get("/flux/").content.decode()
    deplacer(publication=texte, espace=Espace.objects.get(slug="reseau"), par=animatrice)
    assert client.get("/flux/types/echo.xml").status_code == 404
    assert lus(client, "/flux/themes/logement.xml") == []


@pytest.mark.parametrize("adresse", ["/flux/themes/absent.xml", "/flux/territoires/absent.xml", "/flux/types/membre.xml"])
def test_un_flux_absent(client, accueil, adresse):
    assert client.get(adresse).status_code == 404


def test_les_pages_menent_a_leur_flux(client, sujets):
    assert 'href="/flux/themes/logement.xml"' in client.get("/themes/logement/").content.decode()
    assert 'href="/flux/territoires/pays-de-bray.xml"' in client.get("/territoires/pays-de-bray/").content.decode()
