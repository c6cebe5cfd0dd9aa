"""From the home page to a published écho with a keyboard alone: the focus is always seen, never under the bar of gestures."""

import pytest
from playwright.sync_api import expect

from centre.espaces.enums import Public
from echos.models import Echo
from tests.parcours.conftest import BUREAU, TELEPHONE
from tests.parcours.mesures import FOYER, faute_du_foyer
from tests.parcours.outils import etat
from tests.personnes import MOT_DE_PASSE, membre

pytestmark = pytest.mark.navigateur


def aller(page, nom):
    """Press Tab until the focus is on what is called ``nom``; every stop on the way is seen."""
    for _ in range(150):
        page.keyboard.press("Tab")
        ici = page.evaluate(FOYER)
        assert not faute_du_foyer(ici), ici
        if ici["nom"].startswith(nom):
            return
    pytest.fail(f"« {nom} » n’est pas atteint au clavier")


@pytest.mark.parametrize("taille", [TELEPHONE, BUREAU], ids=["téléphone", "bureau"])
def test_de_l_accueil_a_l_echo_publie_au_clavier(ouvrir, site, taille):
    membre("ville", Public.VILLE)
    page = ouvrir(viewport=taille).onglet()
    page.goto("/")
    aller(page, "Aller au contenu")
    aller(page, "Se connecter")
    page.keyboard.press("Enter")
    page.wait_for_url("**/connexion/")
    aller(page, "Adresse")
    page.keyboard.type("ville@test.example")
    aller(page, "Mot de passe")
    page.keyboard.type(MOT_DE_PASSE)
    page.keyboard.press("Enter")
    page.wait_for_url("**/espace/")
    aller(page, "Écrire un écho")
    page.keyboard.press("Enter")
    expect(page.get_by_role("group", name="Mise en forme : Pour en dire plus")).to_be_visible()
    aller(page, "Quoi ?")
    page.keyboard.type("Journée au clavier")
    aller(page, "Première chose")
    page.keyboard.type("Tout se fait sans souris.")
    aller(page, "Gras")
    page.keyboard.press("Enter")
    page.keyboard.type("Même le gras")
    aller(page, "Agents de Pays et du Parc")
    page.keyboard.press("Space")
    aller(page, "Prendre ou joindre une photo")
    aller(page, "Thèmes et territoires")
    page.keyboard.press("Enter")
    aller(page, "Pays (loi Voynet)")
    page.keyboard.press("Space")
    aller(page, "Réseau")
    expect(etat(page)).to_contain_text("Brouillon enregistré à")
    aller(page, "Publier")
    page.keyboard.press("Enter")
    page.wait_for_url("**/echos/journee-au-clavier/")
    echo = Echo.objects.get()
    assert (echo.live, echo.recit, echo.utile_a) == (True, "<p><strong>Même le gras</strong></p>", ["pays"])
    assert [theme.slug for theme in echo.themes.all()] == ["pays"]


def test_la_touche_entree_garde_le_brouillon_et_rien_d_autre(ouvrir, site):
    """The first button of a form is what Enter presses: never « Retirer cette photo », never « Publier »."""
    page = ouvrir().entrer(membre("ville", Public.VILLE))
    page.goto("/echos/ecrire/")
    page.get_by_label("Où ?").fill("Caen")
    page.get_by_label("Où ?").press("Enter")
    expect(page.get_by_text("Brouillon enregistré. Vous seul·e")).to_be_visible()
    assert (Echo.objects.get().lieu, Echo.objects.get().live) == ("Caen", False)
