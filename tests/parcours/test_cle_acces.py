"""An access key from « Mon compte » to a sign-in without a password, under the strict policy; and the page without JavaScript."""

import pytest
from playwright.sync_api import expect

from centre.espaces.enums import Public
from tests.personnes import MOT_DE_PASSE, membre

pytestmark = pytest.mark.navigateur

APPAREIL = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def test_une_cle_remplace_le_mot_de_passe(ouvrir):
    ville = membre("ville", Public.VILLE)
    navigateur = ouvrir()
    page = navigateur.entrer(ville)
    cdp = navigateur.contexte.new_cdp_session(page)
    cdp.send("WebAuthn.enable")
    cdp.send("WebAuthn.addVirtualAuthenticator", {"options": APPAREIL})

    page.goto("/mon-compte/verification/")
    page.get_by_role("link", name="Ajouter une clé").click()
    page.get_by_label("Mot de passe").fill(MOT_DE_PASSE)
    page.get_by_role("button", name="Confirmer").click()
    page.get_by_label("Nom de la clé").fill("Mon téléphone")
    page.get_by_role("button", name="Ajouter").click()
    page.wait_for_url("**/mon-compte/verification/codes/")
    expect(page.locator("main code")).to_have_count(10)
    page.goto("/mon-compte/verification/cles/")
    expect(page.get_by_role("heading", name="Mon téléphone")).to_be_visible()
    expect(page.get_by_text("Suffit pour se connecter.")).to_be_visible()

    page.goto("/deconnexion/")
    page.get_by_role("main").get_by_role("button", name="Se déconnecter").click()
    page.goto("/mon-compte/")
    page.get_by_role("button", name="Utiliser une clé d’accès").click()
    page.wait_for_url("**/mon-compte/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Mon compte")


def test_une_cle_qui_ne_repond_pas_le_dit(ouvrir):
    navigateur = ouvrir()
    page = navigateur.onglet()
    page.goto("/connexion/")
    cdp = navigateur.contexte.new_cdp_session(page)
    cdp.send("WebAuthn.enable")
    cdp.send("WebAuthn.addVirtualAuthenticator", {"options": {**APPAREIL, "isUserVerified": False}})
    page.get_by_role("button", name="Utiliser une clé d’accès").click()
    expect(page.get_by_role("alert")).to_contain_text("n’a pas répondu")


def test_sans_javascript_les_autres_voies_restent(ouvrir):
    page = ouvrir(java_script_enabled=False).onglet()
    page.goto("/connexion/")
    expect(page.get_by_role("button", name="Utiliser une clé d’accès")).to_have_count(0)
    expect(page.get_by_role("link", name="Recevoir un code par courriel")).to_be_visible()
    expect(page.get_by_role("main").get_by_role("button", name="Se connecter")).to_be_visible()
