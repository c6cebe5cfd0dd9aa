"""Through a provider and back in a real browser, under the strict policy, with and without JavaScript."""

import pytest
from playwright.sync_api import expect

from centre.espaces.enums import Public
from tests.membres.fournisseur import CLIENT, SECRET, Fournisseur
from tests.parcours import mesures
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


def test_ses_pages_se_lisent_sur_un_telephone(ouvrir, fournisseur):
    membre("ville", Public.VILLE)
    navigateur = ouvrir(has_touch=True)
    for attendue in (f"tiers : {fournisseur.adresse}/", "status of 403"):
        navigateur.admettre(attendue)
    page, fautes = navigateur.onglet(), []
    for adresse, titre in (
        ("personne@test.example", "Votre identité n’ouvre pas encore de compte ici"),
        ("ville@test.example", "Identités reliées"),
    ):
        fournisseur.identite["email"] = adresse
        page.goto("/connexion/?next=/mon-compte/identites/")
        page.get_by_role("button", name="S’identifier avec ProConnect").click()
        expect(page.get_by_role("heading", level=1)).to_have_text(titre)
        fautes += mesures.axe(page) + mesures.debordement(page) + mesures.petites_cibles(page)
    assert fautes == []
