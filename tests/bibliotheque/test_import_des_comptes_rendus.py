"""The comptes rendus of an old site: dated of their day, on territories of the time, found at their old addresses."""

from __future__ import annotations

import datetime as dt

import pytest

from centre.catalogue.models import AncienneAdresse
from centre.membres.enums import Constat
from centre.membres.operations import imports as operations
from centre.publications.operations import retirer
from centre.taches import vider_la_file
from centre.territoires.models import Territoire
from ressources.bibliotheque.models import Ressource

from .paquets import WORD_97, constats, lire, remarques, zip_de

pytestmark = pytest.mark.django_db
ENTETES = "fichier;titre;date;territoires;espace;ancienne adresse"
HTML = "<html><body><h1>Réunion</h1><p>motancien des Pays</p></body></html>".encode("latin-1")


@pytest.fixture
def territoires(db):
    """Two that bore the same name, one after the other."""
    Territoire.objects.create(nom="Pays de Test", slug="pays-de-test", nature="pays", debut="2001-01-01", fin="2014-12-31")
    Territoire.objects.create(nom="Petr de Test", slug="petr", autres_noms="Pays de Test", nature="petr", debut="2015-01-01")
    Territoire.objects.create(nom="Métropole d’Essai", slug="metropole", nature="agglomeration", debut="2015-01-01")


def reprendre(par, *lignes, pieces=None, plafond="ouvert", **suite):
    contenu = pieces or {"cr1.htm": HTML, "cr2.doc": WORD_97, "cr3.pdf": b"%PDF-1.4 vide"}
    lu = lire(par, zip_de(contenu, *lignes, entetes=ENTETES, nom="table.csv"), "comptes_rendus", "ancien-site.zip", **suite)
    options = lu.options | {"plafond": plafond}
    operations.regler(importation=lu, correspondance=lu.correspondance, options=options, par=par)
    return lu


def appliquer(lu, par):
    operations.appliquer(importation=lu, par=par)
    vider_la_file()


def test_un_compte_rendu_repris_est_la_ou_il_etait(client, animatrice, territoires):
    lu = reprendre(
        animatrice,
        "cr1.htm;Réunion des Pays;16 mars 2006;Pays de Test;Ouvert à tous;http://www.ancien.example/cr/page.php?id=12",
        "cr2.doc;Réunion de 2016;12/05/2016;Pays de Test;Réseau;/cr/Évreux%202.doc",
        "cr3.pdf;Réunion datée trop tôt;2006;Métropole d’Essai;;https://www.ancien.example/cr3.pdf https://www.ancien.example/index3.htm",
    )
    assert constats(lu) == {2: Constat.CREER, 3: Constat.CREER, 4: Constat.CREER}
    assert remarques(lu, 3) == [
        "fichier : ancien format de Word : le fichier est gardé, la recherche ne lira pas ce qu’il contient."
    ]
    assert remarques(lu, 4) == ["territoires : « Métropole d’Essai » (2015) n’existait pas à cette date : à vérifier."]
    appliquer(lu, animatrice)
    repris = {r.titre: r for r in Ressource.objects.all()}
    un, deux = repris["Réunion des Pays"], repris["Réunion de 2016"]
    assert (un.type, un.date_publication.date(), [t.slug for t in un.territoires.all()]) == (
        "cr", dt.date(2006, 3, 16), ["pays-de-test"],
    )  # fmt: skip
    assert [t.slug for t in deux.territoires.all()] == ["petr"], "the one of that time"
    reponse = client.get("/cr/page.php?id=12")
    assert (reponse.status_code, reponse["Location"]) == (301, un.get_absolute_url())
    assert client.get("/cr/page.php?id=13").status_code == 404, "another page of the old site"
    refuse, absent = client.get("/cr/Évreux 2.doc"), client.get("/cr/Absent 2.doc")
    assert (refuse.status_code, absent.status_code) == (404, 404), "reserved: like what does not exist"
    assert 'data-resultat="ressource"' in client.get("/recherche/", {"q": "motancien"}).content.decode()
    client.force_login(animatrice)
    assert client.get("/cr/%C3%89vreux%202.doc")["Location"] == deux.get_absolute_url()
    for adresse in ("/cr3.pdf", "/index3.htm"):
        assert client.get(adresse)["Location"] == repris["Réunion datée trop tôt"].get_absolute_url()


def test_une_ancienne_adresse_ne_mene_qu_a_un_endroit(animatrice, territoires):
    premier = reprendre(animatrice, "cr1.htm;Le premier des comptes rendus;2006;;;/cr/1.htm")
    appliquer(premier, animatrice)
    lu = reprendre(
        animatrice,
        "a.txt;Une toute autre histoire;2007;;;/cr/1.htm",
        "b.txt;Bilan de la concertation;2008;;;/cr/2.htm",
        "c.txt;Visite du quartier;2009;;;/cr/2.htm",
        "d.txt;Sans date ici;;;;/cr/3.htm",
        "e.txt;Vers l’accueil;2004;;;http://www.ancien.example",
        "f.txt;Ni chemin ni site;2004;;;cr4.htm",
        pieces={f"{lettre}.txt": lettre.encode() for lettre in "abcdef"},
    )
    assert constats(lu) == dict.fromkeys((2, 4, 5, 6, 7), Constat.ERREUR) | {3: Constat.CREER}
    assert {numero: remarques(lu, numero) for numero in (2, 4, 5, 6, 7)} == {
        2: ["ancienne adresse : « /cr/1.htm » : mène déjà à « Le premier des comptes rendus »."],
        4: ["ancienne adresse : « /cr/2.htm » : déjà celle de la ligne 3."],
        5: ["date : elle manque."],
        6: ["ancienne adresse : « http://www.ancien.example » n’est pas l’adresse d’une page."],
        7: ["ancienne adresse : « cr4.htm » n’est pas l’adresse d’une page."],
    }


def test_defaire_rend_aussi_les_adresses(client, animatrice, territoires):
    lu = reprendre(animatrice, "cr1.htm;Réunion des Pays;2006;;;/cr/1.htm")
    appliquer(lu, animatrice)
    client.force_login(animatrice)
    assert client.get("/cr/1.htm").status_code == 301
    operations.defaire(importation=lu, par=animatrice)
    vider_la_file()
    assert (Ressource.objects.count(), AncienneAdresse.objects.count(), client.get("/cr/1.htm").status_code) == (0, 0, 404)


def test_retire_il_n_est_plus_a_son_ancienne_adresse(client, animatrice, territoires):
    lu = reprendre(animatrice, "cr1.htm;Réunion des Pays;2006;;Ouvert à tous;/cr/1.htm")
    appliquer(lu, animatrice)
    assert client.get("/cr/1.htm").status_code == 301
    retirer(publication=Ressource.objects.get(), par=animatrice)
    assert client.get("/cr/1.htm").status_code == 404


def test_d_exemple_il_le_reste(animatrice, territoires):
    lu = reprendre(animatrice, "cr1.htm;Réunion des Pays;2006;;;/cr/1.htm", exemple=True)
    appliquer(lu, animatrice)
    assert Ressource.objects.get().exemple is True
