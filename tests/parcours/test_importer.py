"""An old site's comptes rendus in the browser: chosen, checked, launched, followed, found at their old address, taken back."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect

from centre.espaces.enums import Public
from centre.taches import vider_la_file
from tests.bibliotheque.paquets import WORD_97, zip_de
from tests.parcours import mesures
from tests.personnes import membre

pytestmark = [pytest.mark.navigateur, pytest.mark.complet]

#: Where the pictures go, when somebody wants to look.
IMAGES = os.environ.get("IMAGES", "")
TABLE = (
    "cr1.htm;Une saison de spectacles dans les granges;2004-10-14;;Ouvert à tous;/cr/1.htm",
    "cr2.doc;Un minibus pour aller au marché;16/03/2006;;;/cr/2.doc",
    "absent.pdf;Un fichier oublié;2006;;;",
)


def regarder(page, nom):
    """Nothing is wider than the window; a picture, on demand."""
    assert mesures.debordement(page) == []
    if IMAGES:
        page.screenshot(path=str(Path(IMAGES) / f"{nom}.png"), full_page=True)


@pytest.mark.parametrize("javascript", [True, False])
def test_reprendre_un_ancien_site_puis_y_renoncer(ouvrir, javascript):
    qui = membre("animatrice", role=Public.ANIMATRICE)
    largeur = 375 if javascript else 1280
    page = ouvrir(java_script_enabled=javascript, viewport={"width": largeur, "height": 800}).deja_entre(qui)
    page.goto("/gestion/imports/nouveau/")
    regarder(page, f"import-nouveau-{largeur}")
    octets = zip_de(
        {"cr1.htm": b"<h1>Granges</h1>", "cr2.doc": WORD_97},
        *TABLE,
        entetes="fichier;titre;date;territoires;espace;ancienne adresse",
    )
    page.get_by_label("Les comptes rendus d’un ancien site").check()
    page.get_by_label("Fichier", exact=True).set_input_files(
        {"name": "ancien-site.zip", "mimeType": "application/zip", "buffer": octets}
    )
    page.get_by_role("button", name="Lire le fichier").click()
    expect(page.get_by_text("est plus large que ce que cet import permet").first).to_be_visible()
    expect(page.get_by_text("n’est pas dans le ZIP").first).to_be_visible()
    page.get_by_label("Ne rien ouvrir plus largement que").select_option("À tous, sans compte")
    page.get_by_role("button", name="Vérifier de nouveau").click()
    regarder(page, f"import-essai-{largeur}")
    page.get_by_role("button", name="Appliquer").click()
    expect(page.get_by_text("Lignes faites")).to_be_visible()
    regarder(page, f"import-en-cours-{largeur}")
    vider_la_file()
    if not javascript:
        page.get_by_role("link", name="Actualiser la page").click()
    expect(page.get_by_role("button", name="Défaire cet import")).to_be_visible(timeout=15_000)
    regarder(page, f"import-fait-{largeur}")
    visiteuse = ouvrir().onglet()
    visiteuse.goto("/cr/1.htm")
    assert visiteuse.url.endswith("/ressources/une-saison-de-spectacles-dans-les-granges/")
    page.get_by_role("button", name="Défaire cet import").click()
    vider_la_file()
    page.reload()
    expect(page.get_by_text("2 lignes défaites")).to_be_visible()
    regarder(page, f"import-defait-{largeur}")
    assert page.request.get("/cr/1.htm").status == 404
