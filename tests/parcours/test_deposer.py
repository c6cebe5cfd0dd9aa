"""Journey L2: a member drops a tagged PDF and a scan, sees the reading advance, takes what is proposed, is found, is read page by page."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect

from centre.espaces.enums import Public
from centre.taches import vider_la_file
from ressources.bibliotheque.models import Ressource
from tests.bibliotheque.test_depot import pdf
from tests.parcours import mesures
from tests.personnes import membre
from tests.publications.fichiers_difficiles import pdf_numerise

pytestmark = [pytest.mark.navigateur, pytest.mark.complet]

#: Where the pictures go, when somebody wants to look.
IMAGES = os.environ.get("IMAGES", "")
PDF = "application/pdf"


def regarder(page, nom):
    """Nothing is wider than the window; a picture, on demand."""
    assert mesures.debordement(page) == []
    if IMAGES:
        page.screenshot(path=str(Path(IMAGES) / f"{nom}.png"), full_page=True)


@pytest.mark.parametrize("javascript", [True, False])
def test_deposer_trouver_feuilleter(ouvrir, javascript):
    sections = [f"Section {n}." for n in range(6)] + ["Le bocage recule à Doudeville."]
    qui = membre("pays", Public.PAYS)
    navigateur = ouvrir(java_script_enabled=javascript, viewport={"width": 375 if javascript else 1280, "height": 800})
    page = navigateur.deja_entre(qui)
    page.goto("/ressources/deposer/")
    page.get_by_label("Fichiers", exact=True).set_input_files(
        [
            {"name": "note.pdf", "mimeType": PDF, "buffer": pdf(*sections, saut=True)},
            {"name": "scan.pdf", "mimeType": PDF, "buffer": pdf_numerise()},
        ]
    )
    page.get_by_role("button", name="Lire les fichiers et proposer").click()
    expect(page.get_by_text("Lecture des fichiers")).to_be_visible()
    regarder(page, f"lecture-{javascript}")
    vider_la_file()
    if javascript:
        expect(page.get_by_text("Les fichiers sont lus.")).to_be_visible(timeout=15_000)
    page.get_by_role("link", name="Voir ce que les fichiers proposent").click()
    expect(page.get_by_label("Titre", exact=True)).to_have_value("Note")
    expect(page.get_by_label("Année")).to_have_value("2026")
    regarder(page, f"propositions-{javascript}")
    page.get_by_role("button", name="Ne pas reprendre : Auteurs").click()
    expect(page.get_by_label("Auteurs", exact=True)).to_have_value("")
    page.get_by_role("button", name="Publier", exact=True).click()
    assert Ressource.objects.get().titre == "Note"
    expect(page.get_by_text("Document scanné : son texte n’est pas cherchable.")).to_be_visible()
    regarder(page, f"notice-{javascript}")
    page.get_by_role("link", name="Page suivante").click()
    expect(page.get_by_text("Page 2 sur")).to_be_visible()
    regarder(page, f"page-{javascript}")
    page.goto("/recherche/?q=bocage+Doudeville")
    assert "#page=" in page.get_by_role("link", name="de note.pdf").get_attribute("href")
