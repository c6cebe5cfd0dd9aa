"""Registering for a Jeudi: with a few clicks or without an account, and what the team makes of the answers (P1, P3)."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from centre.courriels.models import Courriel
from centre.espaces.enums import Public
from centre.territoires.models import Territoire
from jeudis.models import Inscription, Jeudi
from tests.jeudis import conftest as jeudis
from tests.parcours import mesures
from tests.personnes import membre

pytestmark = pytest.mark.navigateur

ETROIT, BUREAU = {"width": 320, "height": 640}, {"width": 1280, "height": 800}
animatrice, faire = jeudis.animatrice, jeudis.faire


def tient(page):
    """Nothing is wider than the window."""
    assert mesures.debordement(page) == []


def lien(genre):
    """The first signed link of the latest mail of that kind."""
    return re.findall(r"/lien/[\w-]+/", Courriel.objects.filter(genre=genre).latest("pk").texte)[0]


@pytest.mark.parametrize("javascript", [True, False], ids=["avec JavaScript", "sans JavaScript"])
@pytest.mark.complet
def test_une_elue_s_inscrit_sans_compte_puis_annule(ouvrir, faire, javascript):
    jeudi = faire(places=1, inscription="public-elargi")
    page = ouvrir(viewport=ETROIT, java_script_enabled=javascript).onglet()
    page.goto(f"/jeudis/{jeudi.slug}/")
    page.get_by_role("link", name="M’inscrire").click()
    tient(page)
    if javascript:
        assert mesures.axe(page) == []
    page.get_by_label("Prénom").fill("Léa")
    page.get_by_label("Nom", exact=True).fill("Martin")
    page.get_by_label("Adresse électronique").fill("lea@caf.example")
    page.wait_for_timeout(3200)  # somebody reads the page
    page.get_by_role("button", name="Demander ma place").dblclick()
    expect(page.get_by_role("heading", name="Regardez votre boîte")).to_be_visible()
    page.goto(lien("jeudi_a_confirmer"))
    tient(page)
    page.get_by_role("button", name="Oui, je m’inscris").dblclick()
    expect(page.get_by_role("heading", name="Votre place est réservée")).to_be_visible()
    page.goto(lien("jeudi_inscription"))
    page.get_by_label("Pourquoi ?").fill("Conseil municipal")
    page.get_by_role("button", name="Annuler mon inscription").click()
    expect(page.get_by_role("heading", name="Votre inscription est annulée")).to_be_visible()
    assert list(Inscription.objects.values_list("courriel", "etat", "motif")) == [
        ("lea@caf.example", "annulee", "Conseil municipal")
    ]
    genres = list(Courriel.objects.order_by("pk").values_list("genre", flat=True))
    assert genres == ["jeudi_a_confirmer", "jeudi_inscription", "jeudi_annulation"]


def regler(page, jeudi):
    """The animatrice keeps the questions proposed, adds two ateliers, keeps seats for the towns."""
    page.goto(f"/jeudis/{jeudi.slug}/")
    page.get_by_role("link", name="Comment on s’inscrit").click()
    tient(page)
    assert mesures.axe(page) == []
    capture(page, "regles")
    for rang, titre in enumerate(("Donner la parole", "Répondre par écrit")):
        atelier = page.get_by_role("group", name=f"Atelier {rang + 1}", exact=True)
        atelier.locator("[name$=titre]").fill(titre)
        atelier.locator("[name$=places]").fill("1")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("Les règles d’inscription sont enregistrées.")).to_be_visible()


def capture(page, nom):
    """A picture, when somebody wants to look (``CAPTURES``: a folder)."""
    if bulletin := os.environ.get("CAPTURES"):
        page.screenshot(path=Path(bulletin) / f"{nom}-{page.viewport_size['width']}.png", full_page=True)


def test_p3_deux_clics_avec_ses_besoins_et_l_equipe_les_compte(ouvrir, faire, animatrice):
    Territoire.objects.create(nom="Pays d’essai", slug="pays-d-essai", nature="pays")
    jeudi, pays = faire(titre="Accessibilité"), membre("pays", Public.PAYS)
    equipe = ouvrir(viewport=BUREAU).deja_entre(animatrice)
    regler(equipe, jeudi)
    navigateur = ouvrir(viewport=ETROIT)
    navigateur.admettre("422 (Unprocessable")  # a ride without a place to start from
    page = navigateur.entrer(pays)
    page.goto(f"/jeudis/{jeudi.slug}/")
    page.get_by_role("link", name="M’inscrire").click()
    tient(page)
    assert (mesures.axe(page), mesures.petites_cibles(page)) == ([], [])
    capture(page, "s-inscrire")
    page.get_by_label("Sous-titres").check()
    page.get_by_label("Interprétation en LSF").check()
    page.locator("select[name^=atelier]").first.select_option(label="Donner la parole (1 place)")
    page.get_by_label("Covoiturage").select_option(label="Je propose des places")
    page.get_by_role("button", name="Confirmer").click()
    expect(page.locator("[data-resume-erreurs]")).to_contain_text("Dites d’où vous partez")
    expect(page.get_by_label("Sous-titres")).to_be_checked()
    page.get_by_label("Territoire de départ").select_option(label="Pays d’essai")
    page.get_by_role("button", name="Confirmer").dblclick()
    expect(page.locator("#inscription")).to_contain_text("Votre place est réservée.")
    page.get_by_role("link", name="Covoiturage").click()
    expect(page.get_by_text("Personne d’autre de ce territoire")).to_be_visible()
    equipe.goto(f"/jeudis/{jeudi.slug}/")
    equipe.get_by_role("link", name="Repas, besoins, attentes").click()
    expect(equipe.get_by_role("listitem").filter(has_text="1 Sous-titres")).to_be_visible()
    capture(equipe, "besoins")
    assert Jeudi.objects.get().inscriptions.get().reponses.get().valeurs == ["Interprétation en LSF", "Sous-titres"]
    assert list(Courriel.objects.values_list("genre", flat=True)) == ["jeudi_inscription"]
