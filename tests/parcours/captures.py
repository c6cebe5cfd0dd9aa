"""Redo the pictures of the guides, on the demonstration: ``python -m pytest tests/parcours/captures.py``.

Each one is a window 1280 or 375 pixels wide, opened where the guide says to look. test_captures.py checks what is kept.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from PIL import Image

from centre.membres.models import DemandeAcces, Import
from tests.parcours.conftest import BUREAU, TELEPHONE
from tests.parcours.scene import Scene, adresse

pytestmark = pytest.mark.navigateur

DOCS = Path(__file__).resolve().parents[2] / "docs"
IMAGES, ACCUEIL = DOCS / "guides" / "images", DOCS / "images" / "accueil.png"


class Capture(NamedTuple):
    """``nom``.webp: what ``role`` sees at ``ou(scene)``, from the element ``depuis`` down, after ``geste(page)``."""

    nom: str
    role: str
    ou: Callable[[Scene], str]
    fenetre: dict[str, int]
    depuis: str = ""
    geste: Callable[[Any], None] | None = None


def vers(lieu: str) -> Callable[[Scene], str]:
    """An address that does not depend on the scene."""
    return lambda scene: lieu


def ecrire_un_echo(page: Any) -> None:
    """The first lines of an écho."""
    page.get_by_label("Quoi ?").fill("Colloque de Caen")
    page.get_by_label("Première chose").fill("On recrute mieux en rendant compte.")


def remplir_un_jeudi(page: Any) -> None:
    """A title and a first line."""
    page.get_by_label("Titre", exact=True).fill("Habiter les bourgs : trois communes racontent")
    page.get_by_label("En deux phrases").fill("Trois maires, trois façons de rouvrir des logements au-dessus des commerces.")


def remplir_une_notice(page: Any) -> None:
    """A title, for a file on its way."""
    page.locator("input[name=documents]").set_input_files(
        [{"name": "bilan-du-relais.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-"}]
    )
    page.get_by_label("Titre", exact=True).fill("Bilan du relais d’assistantes maternelles")


def poser_le_curseur(page: Any) -> None:
    """In the passage that stays among us: the button « Réservé » is pressed."""
    page.locator(".ProseMirror .reserve").first.click()


def demande(scene: Scene) -> str:
    """The request of Inès Cordier."""
    return f"/gestion/demandes/{DemandeAcces.objects.get(nom='Cordier').pk}/"


def importation(scene: Scene) -> str:
    """A file that was read, and not applied yet."""
    return f"/gestion/imports/{Import.objects.get(genre='membres').pk}/"


CAPTURES = [
    Capture("mon-espace-375", "ville", vers("/espace/"), TELEPHONE),
    Capture("ecrire-un-echo-375", "ville", vers("/echos/ecrire/"), TELEPHONE, ".ouverture", ecrire_un_echo),
    Capture("qui-voit-1280", "ville", vers("/espace/qui-voit/reseau/"), BUREAU),
    Capture("jeudis-1280", "visiteur", vers("/jeudis/"), BUREAU, ".section-tete"),
    Capture("s-inscrire-375", "pays", lambda scene: adresse(scene.jeudi), TELEPHONE, "#inscription"),
    Capture("recherche-1280", "ville", vers("/recherche/?q=loi+de+finances"), BUREAU),
    Capture("notice-375", "ville", lambda scene: adresse(scene.notice), TELEPHONE, "#ouvrir"),
    Capture("deposer-375", "ville", vers("/ressources/deposer/"), TELEPHONE, ".ouverture", remplir_une_notice),
    Capture("ma-journee-1280", "animatrice", vers("/gestion/"), BUREAU),
    Capture("preparer-un-jeudi-1280", "animatrice", vers("/jeudis/creer/?forme=journee"), BUREAU, ".ouverture", remplir_un_jeudi),
    Capture("jeudi-1280", "animatrice", lambda scene: adresse(scene.jeudi), BUREAU, ".deux.large"),
    Capture("reste-a-faire-1280", "animatrice", lambda scene: f"{adresse(scene.jeudi)}preparation/", BUREAU, ".ouverture"),
    Capture("inscrits-1280", "animatrice", lambda scene: f"{adresse(scene.jeudi)}inscrits/", BUREAU),
    Capture(
        "ecrire-un-compte-rendu-1280", "animatrice", lambda scene: f"{adresse(scene.passe)}compte-rendu/modifier/", BUREAU,
        ".champ:has(.ProseMirror)", poser_le_curseur,
    ),
    Capture("compte-rendu-public-375", "visiteur", lambda scene: f"{adresse(scene.passe)}compte-rendu/", TELEPHONE, ".compte-rendu"),
    Capture("emargement-375", "animatrice", lambda scene: f"{adresse(scene.passe)}emargement/", TELEPHONE, "[data-compte]"),
    Capture("feuille-1280", "animatrice", lambda scene: f"{adresse(scene.passe)}feuille/", BUREAU, "#saisir"),
    Capture("attestations-1280", "animatrice", lambda scene: f"{adresse(scene.passe)}attestations/", BUREAU, ".ouverture"),
    Capture("dossier-1280", "visiteur", lambda scene: adresse(scene.dossier), BUREAU, ".ouverture"),
    Capture("membres-1280", "admin", vers("/gestion/membres/"), BUREAU),
    Capture("demande-d-acces-1280", "animatrice", demande, BUREAU, ".dense h1"),
    Capture("import-1280", "admin", importation, BUREAU, ".dense h1"),
    Capture("membre-1280", "animatrice", lambda scene: f"/gestion/membres/{scene.membres['m.lefort'].pk}/", BUREAU, ".ouverture h1"),
    Capture("ma-fiche-375", "pays", vers("/mon-compte/fiche/"), TELEPHONE, "section:has(#qui-voit)"),
    Capture("annuaire-1280", "ville", vers("/annuaire/"), BUREAU, ".section-tete"),
    Capture("groupe-1280", "ville", vers("/espace/groupes/lectures-partagees/"), BUREAU),
    Capture("courriels-1280", "admin", vers("/gestion/courriels/"), BUREAU),
]  # fmt: skip


def photographier(page: Any, depuis: str = "") -> Image.Image:
    """The window, from ``depuis`` down, without what moves."""
    page.evaluate("() => document.fonts.ready")
    if depuis:
        page.locator(depuis).first.evaluate("e => scrollTo(0, e.getBoundingClientRect().top + scrollY - 16)")
    page.wait_for_load_state("networkidle")
    return Image.open(io.BytesIO(page.screenshot(animations="disabled", caret="hide"))).convert("RGB")


def test_refaire_les_captures(ouvrir, site):
    """Every picture of the guides, and the one of the README."""
    scene = Scene()
    IMAGES.mkdir(exist_ok=True)
    for capture in CAPTURES:
        navigateur = ouvrir(viewport=capture.fenetre, has_touch=capture.fenetre is TELEPHONE)
        page = navigateur.onglet() if capture.role == "visiteur" else navigateur.deja_entre(scene.membres[capture.role])
        page.goto(capture.ou(scene))
        if capture.geste:
            capture.geste(page)
        photographier(page, capture.depuis).save(IMAGES / f"{capture.nom}.webp", quality=82, method=6)
    page = ouvrir(viewport=BUREAU).onglet()
    page.goto("/")
    photographier(page).quantize(128).save(ACCUEIL, optimize=True)
