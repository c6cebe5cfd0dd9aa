"""Searching within a page, titles proposed while typing, the several meanings of a sigle, names of another time."""

import re

import pytest
from django.test import Client

from centre.catalogue.enums import Role
from centre.catalogue.models import Entree
from centre.catalogue.operations import referer
from centre.recherche.models import Equivalence
from centre.recherche.operations import actualiser_lexique, charger_synonymes, installer_les_equivalences
from centre.recherche.portees import PORTEES
from centre.registre import annoncer
from centre.territoires.models import Territoire
from centre.themes.models import Theme

from .outils import Page, texte

pytestmark = pytest.mark.django_db


@pytest.fixture
def bray(db):
    lieu = Territoire.objects.create(nom="Pays de Bray", slug="pays-de-bray", nature="pays")
    annoncer(lieu)
    return lieu


def test_dans_un_territoire_ou_un_theme(atelier, client, bray, vocabulaire):
    annoncer(vocabulaire["reussite"])
    atelier.faire("Ludothèque du Bray", territoires=(bray.pk,))
    atelier.faire("Ludothèque de réussite", themes=(vocabulaire["reussite"].pk,))
    atelier.faire("Ludothèque d’ailleurs")
    page = Page(client, q="ludothèque", dans=bray.get_absolute_url())
    assert page.titres == ["Ludothèque du Bray"]
    assert "Dans « Pays de Bray » seulement" in page.texte
    assert '<a href="?q=ludoth%C3%A8que">Chercher partout</a>' in page.principal
    assert Page(client, q="ludothèque", dans=vocabulaire["reussite"].get_absolute_url()).titres == ["Ludothèque de réussite"]
    assert Page(client, q="ludothèque", dans="/nulle/part/").total == 3


def test_un_theme_contient_ses_themes_plus_precis_a_toute_profondeur(atelier, client, vocabulaire):
    large, moyen = vocabulaire["ville"], vocabulaire["reussite"]
    precis = Theme.objects.create(famille=large.famille, nom="Parcours", slug="parcours", plus_large=moyen)
    Theme.objects.filter(pk=moyen.pk).update(plus_large=large)
    annoncer(large)
    atelier.faire("Ludothèque du parcours", themes=(precis.pk,))
    atelier.faire("Ludothèque de ville", themes=(large.pk,))
    atelier.faire("Ludothèque d’ailleurs")
    page = Page(client, q="ludothèque")
    assert page.facette("theme") == {"contrats-de-ville": 2, "parcours": 1, "reussite-educative": 1}
    tout = ["Ludothèque de ville", "Ludothèque du parcours"]
    assert sorted(Page(client, q="ludothèque", theme="contrats-de-ville").titres) == tout
    assert Page(client, q="ludothèque", theme="reussite-educative").titres == ["Ludothèque du parcours"]
    assert sorted(Page(client, q="ludothèque", dans=large.get_absolute_url()).titres) == tout


def test_dans_ce_qu_une_page_rassemble(atelier, client, personnes, monkeypatch):
    """A dossier, played by a piece: what it gathers, and of that what each may read."""
    monkeypatch.setitem(PORTEES, "piece", PORTEES["dossier"])
    dossier = atelier.faire("Dossier", adresse="/dossier/")
    for nom, espace in (
        ("Ludothèque publique", "ouvert"),
        ("Ludothèque du réseau", "reseau"),
        ("Ludothèque d’ailleurs", "ouvert"),
    ):
        objet = atelier.faire(nom, espace)
        if "ailleurs" not in nom:
            referer(porteur=dossier, entree=Entree.objects.de_l_objet(objet).get(), role=Role.ELEMENT)
    assert Page(client, q="ludothèque", dans="/dossier/").titres == ["Ludothèque publique"]
    membre = Client()
    membre.force_login(personnes["pays"], backend="django.contrib.auth.backends.ModelBackend")
    assert set(Page(membre, q="ludothèque", dans="/dossier/").titres) == {"Ludothèque publique", "Ludothèque du réseau"}
    atelier.changer(dossier, espace_id=Entree.objects.get(titre="Ludothèque du réseau").espace_id)
    assert Page(client, q="ludothèque", dans="/dossier/").total == 2  # the page is no longer there for them: the whole search


def titres_proposes(client, **parametres):
    reponse = client.get("/recherche/suggestions/", parametres)
    assert reponse.status_code == 200
    principal = reponse.content.decode().split("<main")[1].split("</main>")[0]
    return [texte(t) for t in re.findall(r'<a class="titre-lien" href="[^"]*">(.*?)</a>', principal)]


def test_les_premieres_lettres_proposent_des_titres_que_l_on_peut_lire(atelier, client, personnes, bray):
    atelier.faire("Conseil de développement du Bray", territoires=(bray.pk,)), atelier.faire("Conseil citoyen")
    atelier.faire("Développement confidentiel", "equipe"), atelier.faire("Développement du réseau", "reseau")
    actualiser_lexique()
    assert titres_proposes(client, q="dévelop") == ["Conseil de développement du Bray"]
    assert titres_proposes(client, q="conseil de DEVELOPPE") == ["Conseil de développement du Bray"]
    assert set(titres_proposes(client, q="cons")) == {"Conseil de développement du Bray", "Conseil citoyen"}
    assert titres_proposes(client, q="cons", dans=bray.get_absolute_url()) == ["Conseil de développement du Bray"]
    assert titres_proposes(client, q="confidenti") == titres_proposes(client, q="confidentiel") == []
    assert titres_proposes(client, q="co") == titres_proposes(client) == []
    membre = Client()
    membre.force_login(personnes["pays"], backend="django.contrib.auth.backends.ModelBackend")
    assert set(titres_proposes(membre, q="dévelop")) == {"Conseil de développement du Bray", "Développement du réseau"}


@pytest.mark.parametrize("q", ["%", "_", "\\", "a%b_c\\", "'", "x' | y", "***", "\x00abc", "« con", "-con", '"con'])
def test_rien_de_ce_qui_se_tape_ne_fait_tomber_les_suggestions(atelier, client, q):
    atelier.faire("Conseil")
    actualiser_lexique()
    assert client.get("/recherche/suggestions/", {"q": q}).status_code == 200


def test_un_sigle_a_deux_sens_et_chacun_se_choisit(atelier, client, vocabulaire):
    Equivalence.objects.create(terme="PRE", equivalent="plan régional de l’eau", nature="sens")
    charger_synonymes()
    atelier.faire("Le plan régional de l’eau"), atelier.faire("Le programme de réussite éducative"), atelier.faire("Un PRE rural")
    page = Page(client, q="PRE")
    assert page.total == 3
    assert "PRE a plusieurs sens" in page.texte
    choix = re.findall(r'<a href="(\?q=[^"]*)">(?:plan régional|programme de)', page.principal)
    assert len(choix) == 2
    trouves = [re.findall(r"data-resultat", client.get(f"/recherche/{lien}").content.decode()) for lien in choix]
    assert [len(t) for t in trouves] == [3, 3]  # a full name leads back to its sigle, whatever that sigle means elsewhere


def test_un_nom_d_une_autre_epoque_mene_a_celui_d_aujourd_hui(atelier, client, vocabulaire):
    installer_les_equivalences()
    installer_les_equivalences()
    atelier.faire("Le QPV de Vernon"), atelier.faire("La ZUS de Vernon")
    atelier.faire("Un PETR"), atelier.faire("Le Pays de Bray"), atelier.faire("Agenda 21 local")
    assert set(Page(client, q="ZUS Vernon").titres) == {"Le QPV de Vernon", "La ZUS de Vernon"}
    assert Page(client, q="QPV Vernon").titres == ["Le QPV de Vernon"]
    assert set(Page(client, q="Pays").titres) == {"Le Pays de Bray", "Un PETR"}
    for q in ("agenda21", "agenda 21", "agendas 21"):
        assert Page(client, q=q).titres == ["Agenda 21 local"]
