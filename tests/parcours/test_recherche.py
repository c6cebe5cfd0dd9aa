"""Searching as people do: titles while typing, a misspelling put right, a search kept, a question answered later."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from centre.courriels.models import Courriel
from centre.espaces.enums import Public
from centre.espaces.models import Espace
from centre.publications.operations import creer, publier
from centre.recherche.models import QuestionVaine, RechercheGardee
from centre.recherche.operations import actualiser_lexique
from centre.registre import annoncer
from centre.territoires.models import Territoire
from echos.models import Echo
from tests.parcours import mesures
from tests.parcours.conftest import BUREAU
from tests.personnes import membre

pytestmark = pytest.mark.navigateur


def ecrire(titre, phrase, par):
    echo = creer(publication=Echo(titre=titre, retenir_1=phrase), espace=Espace.objects.get(slug="ouvert"), par=par)
    publier(publication=echo, par=par)


def test_de_la_frappe_a_la_reponse(ouvrir, transactional_db):
    """Three letters propose a title; a misspelling finds; the search is kept; what is not there is asked for, answered, told."""
    animatrice, pays = membre("animatrice", role=Public.ANIMATRICE), membre("pays", Public.PAYS)
    ecrire("Conseils de développement : douze ans après", "Le développement se décide à plusieurs.", animatrice)
    ecrire("Habiter sur l’eau", "Un bateau-logement à quai.", animatrice)
    actualiser_lexique()

    chercher_et_garder(ouvrir().deja_entre(pays))
    assert RechercheGardee.objects.get().membre == pays
    repondre_plus_tard(ouvrir(viewport=BUREAU).deja_entre(animatrice))
    assert QuestionVaine.objects.get(cle="peniche").etat == "repondue"
    assert Courriel.objects.get(genre="recherche_trouvee").destinataire == pays


def chercher_et_garder(page):
    page.goto("/recherche/")
    boite = page.get_by_role("main").get_by_role("combobox", name="Chercher")
    boite.press_sequentially("dévelo")
    expect(page.get_by_role("option", name="Conseils de développement : douze ans après")).to_be_visible()
    boite.press("ArrowDown")
    expect(page.get_by_role("option", selected=True)).to_have_text(page.get_by_role("option").first.inner_text())
    assert mesures.axe(page) == []
    boite.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    boite.fill("conseils de dévelopement")
    boite.press("Enter")
    expect(page.get_by_text("Résultats pour « conseils de développement »")).to_be_visible()
    assert mesures.debordement(page) + mesures.axe(page) == []
    page.get_by_role("button", name="Garder cette recherche").click()
    page.wait_for_url("**/mon-compte/recherches/")
    expect(page.get_by_role("link", name="conseils de développement")).to_be_visible()
    assert mesures.debordement(page) + mesures.axe(page) == []
    page.goto("/recherche/?q=péniche")
    page.get_by_role("link", name="Me prévenir quand c’est là").click()
    page.get_by_role("button", name="Me prévenir").click()
    expect(page.get_by_text("C’est noté")).to_be_visible()


def repondre_plus_tard(equipe):
    equipe.goto("/gestion/recherche/")
    equipe.get_by_role("link", name="péniche").click()
    equipe.get_by_role("searchbox", name="Chercher la page qui répond").fill("bateau")
    equipe.get_by_role("main").get_by_role("button", name="Chercher").click()
    assert mesures.axe(equipe) == []
    equipe.get_by_role("button", name=re.compile("C’est la réponse")).click()
    expect(equipe.get_by_text("Une personne reçoit un courriel")).to_be_visible()


@pytest.mark.complet
def test_sans_javascript_la_page_des_titres_propose_et_la_boite_du_territoire_cherche(ouvrir, transactional_db):
    """The page of suggestions is a page; a territoire's own box stays within it."""
    animatrice = membre("animatrice", role=Public.ANIMATRICE)
    annoncer_un_territoire()
    ecrire("Une haie dans le Bray", "Planter.", animatrice)
    actualiser_lexique()
    page = ouvrir(java_script_enabled=False).onglet()
    page.goto("/recherche/suggestions/?q=hai")
    page.get_by_role("link", name="Une haie dans le Bray").click()
    page.wait_for_url("**/echos/**")
    page.goto("/territoires/bray-des-essais/")
    page.get_by_role("searchbox", name="Chercher sur ce territoire").fill("haie")
    page.get_by_role("main").get_by_role("button", name="Chercher").first.click()
    expect(page.get_by_text("Dans « Bray des essais » seulement")).to_be_visible()
    expect(page.get_by_role("link", name="Chercher partout").first).to_be_visible()


def annoncer_un_territoire():
    from django.db import transaction

    with transaction.atomic():
        annoncer(Territoire.objects.create(nom="Bray des essais", slug="bray-des-essais", nature="pays"))
