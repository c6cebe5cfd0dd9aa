"""Attendance in a browser: two phones without network that disagree, a paper sheet of 45 people with the keyboard alone."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import expect

from centre.espaces.enums import Public
from jeudis.enums import EtatInscription
from jeudis.models import Inscription, Marque, Presence
from jeudis.operations import dater
from tests.jeudis import conftest as jeudis
from tests.jeudis.test_presences import journee
from tests.parcours import mesures
from tests.parcours.conftest import BUREAU
from tests.personnes import membre

pytestmark = pytest.mark.navigateur
animatrice, faire = jeudis.animatrice, jeudis.faire


@pytest.fixture
def jeudi(site, faire, animatrice):
    """Yesterday, two demi-journées, three people with a seat."""
    fait = faire(jours=-1, titre="Les fonds européens")
    dater(jeudi=fait, horaires=[journee(fait.premier_jour)], par=animatrice)
    inscrire(fait, ["Bertin", "Élie", "Évrard"])
    return fait


def inscrire(jeudi, noms):
    Inscription.objects.bulk_create(
        Inscription(jeudi=jeudi, nom=nom, structure="Ville de Rouen", etat=EtatInscription.INSCRIT, rang=rang)
        for rang, nom in enumerate(noms, start=1)
    )


def ouvrir_la_liste(telephone, qui, jeudi):
    """The morning's list, kept on this phone."""
    page = telephone.deja_entre(qui)
    moment = f"{jeudi.seances.get().pk}-matin"
    page.goto(f"/jeudis/{jeudi.slug}/emargement/?moment={moment}")
    expect(page.locator("[data-gardee]")).to_be_visible()
    page.wait_for_function("() => navigator.serviceWorker.controller")
    return page


def ligne(page, nom):
    return page.locator("[data-liste] li").filter(has_text=nom)


def taper(page, nom, mot):
    ligne(page, nom).get_by_role("button", name=mot).click()


def attendre(condition, secondes=20):
    """What the server holds, once the phone has sent it."""
    fin = time.monotonic() + secondes
    while not condition():
        assert time.monotonic() < fin, "le serveur n’a pas reçu ce qui était attendu"
        time.sleep(0.2)


def etats():
    return {(p.inscription.nom, p.demi_journee): p.etat for p in Presence.objects.select_related("inscription")}


def test_deux_telephones_sans_reseau_qui_se_contredisent(ouvrir, jeudi, animatrice):
    """Both lose the network, mark, reload, come back: nothing is lost, the latest wins, the disagreement is listed and settled."""
    admin = membre("admin", role=Public.ADMINISTRATION)
    un, deux = ouvrir(), ouvrir()
    page_un, page_deux = ouvrir_la_liste(un, animatrice, jeudi), ouvrir_la_liste(deux, admin, jeudi)
    assert mesures.debordement(page_un) == []
    for telephone in (un, deux):
        telephone.couper()
    taper(page_un, "Élie", "Absent·e")
    taper(page_un, "Bertin", "Présent·e")
    expect(page_un.locator("[data-reseau]")).to_contain_text("2 gestes gardés sur ce téléphone")
    page_un.reload()  # without network: the page is the one kept
    expect(page_un.get_by_role("heading", name="Émargement", level=1)).to_be_visible()
    expect(ligne(page_un, "Élie").get_by_role("button", name="Absent·e")).to_have_attribute("aria-pressed", "true")
    taper(page_deux, "Élie", "Présent·e")
    page_deux.locator("#venue summary").click()
    page_deux.get_by_label("Nom", exact=True).fill("Duval")
    page_deux.get_by_label("Structure").fill("CAF")
    page_deux.get_by_role("button", name="Ajouter, présent·e").click()
    expect(ligne(page_deux, "Duval").get_by_role("button", name="Présent·e")).to_have_attribute("aria-pressed", "true")
    assert Marque.objects.count() == 0

    deux.couper(coupe=False)
    attendre(lambda: Marque.objects.count() == 2)
    un.couper(coupe=False)
    attendre(lambda: Marque.objects.count() == 4)
    attendu = {("Bertin", "matin"): "present", ("Élie", "matin"): "present", ("Duval", "matin"): "present"}
    assert etats() == attendu
    [conflit] = Presence.objects.en_conflit()
    assert (conflit.marque.etat, conflit.autre.etat, conflit.marque.par, conflit.autre.par) == (
        "present",
        "absent",
        admin,
        animatrice,
    )
    expect(ligne(page_un, "Duval")).to_be_visible()
    trancher(page_un, jeudi)
    assert etats() == attendu | {("Élie", "matin"): "absent"}
    assert Presence.objects.en_conflit().count() == 0


def trancher(page, jeudi):
    """On the sheet: who was said absent was."""
    page.goto(f"/jeudis/{jeudi.slug}/feuille/")
    section = page.get_by_role("region", name=re.compile("1 désaccord"))
    section.get_by_role("button", name=re.compile("Absent·e")).click()
    expect(page.get_by_text("le désaccord est réglé")).to_be_visible()


@pytest.mark.complet
def test_apres_la_deconnexion_rien_ne_se_lit_plus(ouvrir, jeudi, animatrice):
    """Signed out, then without network: the list is nowhere on this phone."""
    telephone = ouvrir()
    page = ouvrir_la_liste(telephone, animatrice, jeudi)
    adresse = page.url
    page.goto("/deconnexion/")
    page.get_by_role("button", name="Se déconnecter").click()
    page.wait_for_function("async () => (await caches.keys()).length === 0")
    telephone.admettre("503")
    telephone.couper()
    page.goto(adresse)
    expect(page.get_by_text("la liste n’est plus gardée sur cet appareil")).to_be_visible()
    assert "Bertin" not in page.content()


@pytest.mark.complet
def test_suspendue_la_page_se_vide(ouvrir, jeudi, animatrice):
    """The session ends elsewhere: the next word with the server empties the page and what is kept."""
    telephone = ouvrir()
    page = ouvrir_la_liste(telephone, animatrice, jeudi)
    telephone.admettre("403")
    telephone.contexte.clear_cookies()
    taper(page, "Bertin", "Présent·e")
    page.wait_for_url(re.compile("/connexion/"))
    assert "Bertin" not in page.content()
    assert page.evaluate("async () => (await caches.keys()).length") == 0


@pytest.mark.complet
def test_quarante_cinq_personnes_au_clavier(ouvrir, jeudi, animatrice):
    """Entrée ticks and goes down, arrows change column: 41 in the morning, 38 in the afternoon, in under two minutes."""
    Inscription.objects.all().delete()
    inscrire(jeudi, [f"Nom{n:02}" for n in range(1, 46)])
    page = ouvrir(viewport=BUREAU).deja_entre(animatrice)
    page.goto(f"/jeudis/{jeudi.slug}/feuille/")
    page.locator("[data-feuille] input[type=checkbox]").first.focus()
    debut = time.monotonic()
    for _ in range(41):
        page.keyboard.press("Enter")
    page.keyboard.press("ArrowRight")
    for _ in range(4):
        page.keyboard.press("ArrowUp")
    for n in range(38):
        page.keyboard.press("Space")
        if n < 37:
            page.keyboard.press("ArrowUp")
    for _ in range(400):
        if page.evaluate("() => document.activeElement.textContent.trim()") == "Enregistrer la feuille":
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text(re.compile("79 présences, 11 absences"))).to_be_visible()
    assert time.monotonic() - debut < 120
    lues = Presence.objects.du(jeudi)
    assert (lues.participations(), lues.personnes_distinctes()) == (79, 41)
    assert [n for _, _, n in lues.par_demi_journee()] == [41, 38]
