"""The guides and their pictures: each picture named is there, each one kept is named, none is heavy."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image

from tests.parcours.captures import CAPTURES, DOCS, IMAGES

GUIDES = sorted((DOCS / "guides").glob("*.md"))
POIDS = 150 * 1024


def images(guide: Path) -> list[tuple[str, str]]:
    """The pictures of a guide: the words said in their place, and where they are."""
    return re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", guide.read_text(encoding="utf-8"))


@pytest.mark.parametrize("guide", GUIDES, ids=lambda g: g.stem)
def test_ce_qu_un_guide_nomme_existe(guide: Path) -> None:
    nommees = images(guide)
    assert nommees, "a guide shows what it speaks of"
    assert [chemin for dit, chemin in nommees if len(dit) < 20] == []
    assert [chemin for _, chemin in nommees if not (guide.parent / chemin).is_file()] == []


def test_chaque_image_gardee_sert_et_se_refait() -> None:
    nommees = {(guide.parent / chemin).resolve() for guide in GUIDES for _, chemin in images(guide)}
    gardees = {image.resolve() for image in IMAGES.iterdir()}
    assert gardees == nommees == {(IMAGES / f"{capture.nom}.webp").resolve() for capture in CAPTURES}


@pytest.mark.parametrize("capture", CAPTURES, ids=lambda c: c.nom)
def test_une_image_est_legere_et_a_sa_largeur(capture) -> None:
    image = IMAGES / f"{capture.nom}.webp"
    assert image.stat().st_size < POIDS
    with Image.open(image) as ouverte:
        assert (ouverte.width, str(ouverte.width)) == (capture.fenetre["width"], capture.nom.rsplit("-", 1)[1])


def test_une_image_nommee_est_vue(tmp_path) -> None:
    guide = tmp_path / "guide.md"
    guide.write_text("![Une image](images/a.webp) et [un lien](b.md)", encoding="utf-8")
    assert images(guide) == [("Une image", "images/a.webp")]
