"""L3 in a browser: a visitor asks for a reserved document, the team opens it, the link opens it, then no more; at 320 px too."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from centre.courriels.models import Courriel
from tests.bibliotheque import conftest as bibliotheque
from tests.bibliotheque.conftest import notice
from tests.parcours import mesures

pytestmark = [pytest.mark.navigateur, pytest.mark.complet]

animatrice = bibliotheque.animatrice


def lien(genre):
    """The path of the link of the one mail of that kind."""
    return re.search(r"/lien/[\w-]+/", Courriel.objects.get(genre=genre).texte)[0]


def test_de_la_demande_au_lien_puis_plus_rien(ouvrir, animatrice):
    notice(animatrice, "Guide", voit="ouvert", ouvre="reseau", auteurs="Claire Martin", periode="2006-03")
    dehors = ouvrir(viewport={"width": 320, "height": 640}).onglet()
    dehors.goto("/ressources/guide/")
    assert mesures.debordement(dehors) == []
    dehors.get_by_role("link", name="Demander l’accès").click()
    dehors.get_by_label("Prénom et nom").fill("Zoé Dehors")
    dehors.get_by_label("Adresse électronique").fill("zoe@dehors.example")
    dehors.get_by_label("Pourquoi en avez-vous besoin").fill("Une étude sur les Pays")
    assert mesures.debordement(dehors) == []
    dehors.get_by_role("button", name="Demander l’accès").click()
    expect(dehors.get_by_role("heading", name="Regardez votre boîte")).to_be_visible()
    dehors.goto(lien("fichier_a_confirmer"))
    dehors.get_by_role("button", name="Oui, je demande l’accès").click()

    equipe = ouvrir().deja_entre(animatrice)
    equipe.goto("/gestion/")
    equipe.get_by_role("link", name="Documents réservés que quelqu’un demande à ouvrir").click()
    equipe.get_by_role("link", name="Répondre").click()
    equipe.get_by_role("button", name="Ouvrir", exact=True).click()
    expect(equipe.get_by_text("Accès en cours")).to_be_visible()

    adresse = lien("fichier_accorde")
    dehors.goto(adresse)
    assert mesures.debordement(dehors) == []
    with dehors.expect_download() as recu:
        dehors.get_by_role("link", name=re.compile(r"\.txt$")).click()
    assert recu.value.path().read_text() == "mot-du-fichier Guide"
    equipe.goto("/ressources/guide/acces/")
    expect(equipe.get_by_text("1 ouverture")).to_be_visible()
    equipe.get_by_role("button", name="Fermer").click()
    dehors.goto(adresse)
    expect(dehors.get_by_role("heading", name="Ce lien ne mène nulle part")).to_be_visible()
