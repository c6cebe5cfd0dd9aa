"""What robots, readers of feeds and probes read."""

import datetime as dt
import xml.etree.ElementTree as ET

import pytest
from django.utils import timezone

from centre.gestion.operations import definir_identite
from centre.registre import sitemaps, sondes
from centre.territoires.operations import charger_territoires

ATOM = {"a": "http://www.w3.org/2005/Atom"}
PLAN = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def test_flux(client, ecrire, brouillon):
    ancienne = ecrire("Ancienne & <b>brute</b>", date=dt.date(2026, 11, 1))
    recente = ecrire("Récente", date=dt.date(2026, 11, 5))
    reponse = client.get("/flux/actualites.xml")
    assert reponse["Content-Type"].startswith("application/atom+xml")
    flux = ET.fromstring(reponse.content)
    entrees = [(e.findtext("a:title", "", ATOM), e.find("a:link", ATOM).get("href")) for e in flux.findall("a:entry", ATOM)]
    assert entrees == [(p.title, f"http://testserver{p.adresse}") for p in (recente, ancienne)]
    assert flux.find("a:entry/a:published", ATOM).text == "2026-11-05T00:00:00+01:00"


def test_la_page_des_flux_mene_aux_flux(client, accueil):
    page = client.get("/flux/").content.decode()
    assert 'href="/flux/actualites.xml"' in page


def test_plan_xml(client, ecrire, brouillon):
    charger_territoires()
    page = ecrire()
    lieux = [e.text for e in ET.fromstring(client.get("/sitemap.xml").content).iterfind(".//s:loc", PLAN)]
    fixes = ["/", "/actualites/", page.adresse, "/le-centre/", "/mentions-legales/", "/accessibilite/", "/confidentialite/"]
    assert [lieu for lieu in lieux if "/territoires/" not in lieu] == [f"http://testserver{chemin}" for chemin in fixes]
    assert "http://testserver/territoires/pays-de-bray/" in lieux
    assert all(client.get(lieu.removeprefix("http://testserver")).status_code == 200 for lieu in lieux[:12])


def test_les_plans_ne_disent_rien_du_reseau():
    assert set(sitemaps) == {"dossiers", "pages", "territoires", "themes"}


def test_robots(client, accueil):
    texte = client.get("/robots.txt").content.decode()
    assert "Sitemap: http://testserver/sitemap.xml" in texte
    assert [mot for mot in ("echos", "annuaire", "espace", "coproductions") if mot in texte] == []


def test_security_txt(client, accueil):
    def champs():
        reponse = client.get("/.well-known/security.txt")
        assert reponse["Content-Type"] == "text/plain; charset=utf-8"
        return dict(ligne.split(": ", 1) for ligne in reponse.content.decode().splitlines())

    lus = champs()
    fin = dt.datetime.fromisoformat(lus["Expires"])
    assert dt.timedelta(days=30) < fin - timezone.now() < dt.timedelta(days=365)
    assert lus["Contact"] == "http://testserver/contact/"
    assert lus["Canonical"] == "http://testserver/.well-known/security.txt"
    definir_identite(courriel="securite@centre.example")
    assert champs()["Contact"] == "mailto:securite@centre.example"


def test_favicon(client, db):
    reponse = client.get("/favicon.ico")
    assert (reponse.status_code, reponse["Location"]) == (302, "/static/images/marque.svg")


@pytest.fixture
def sonde(monkeypatch):
    """The registry of probes, holding one that the test makes well or ill."""
    etat = {"malade": False}

    def sonder():
        if etat["malade"]:
            raise RuntimeError("disque plein")

    monkeypatch.setattr(sondes, "_entrees", {"disque": sonder})
    return etat


def test_sante(client, db, sonde, caplog):
    reponse = client.get("/sante/")
    assert (reponse.status_code, reponse.json()) == (200, {"sante": True, "sondes": {"disque": True}})
    sonde["malade"] = True
    reponse = client.get("/sante/")
    assert (reponse.status_code, reponse.json()) == (503, {"sante": False, "sondes": {"disque": False}})
    assert "disque plein" not in reponse.content.decode()
    assert "disque plein" in caplog.text
    assert reponse["Cache-Control"] == "no-store"
