"""Through a provider and back in a real browser, under the strict policy, with and without JavaScript."""

import pytest
from playwright.sync_api import expect

from centre.espaces.enums import Public
from tests.membres.fournisseur import CLIENT, SECRET, Fournisseur
from tests.personnes import membre

pytestmark = pytest.mark.navigateur


@pytest.fixture
def fournisseur(settings):
    faux = Fournisseur()
    settings.OIDC_ISSUER, settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET = faux.adresse, CLIENT, SECRET
    yield faux
    faux.arreter()


@pytest.mark.parametrize("javascript", [True, False], ids=["avec", "sans"])
def test_entrer_et_sortir_par_un_fournisseur(ouvrir, fournisseur, javascript):
    membre("ville", Public.VILLE)
    navigateur = ouvrir(java_script_enabled=javascript)
    navigateur.admettre(f"tiers : {fournisseur.adresse}/")
    page = navigateur.onglet()
    page.goto("/mon-compte/identites/")
    page.get_by_role("button", name="S’identifier avec ProConnect").click()
    page.wait_for_url("**/mon-compte/identites/")
    expect(page.get_by_role("heading", name="ProConnect")).to_have_count(1)

    page.goto("/deconnexion/")
    page.get_by_role("main").get_by_role("button", name="Se déconnecter").click()
    page.wait_for_url(lambda adresse: adresse.endswith("/") and adresse.count("/") == 3)
    expect(page.get_by_text("déconnecté·e de ProConnect")).to_be_visible()
    assert len(fournisseur.sorties) == 1
