"""« Voir comme » shows what that public reads, to those who may ask, and tells the truth about who does not."""

from __future__ import annotations

import pytest

from tests.client import inspecter

from .scene import db, scene

__all__ = ["db", "scene"]

#: Key of ``?qui=``: a reader of the scene who belongs to that public and wrote nothing there.
PUBLICS = {
    "visiteur": "visiteur",
    "public-elargi": "public-elargi",
    "ville": "ville",
    "pays": "pays",
    "agglo": "agglo",
    "referents": "referents",
}
PAGES = {
    "/echos/{ville}/": "animatrice", "/echos/{public-elargi}/": "autrice", "/echos/{reseau}/": "autrice",
    "/ressources/{res}/": "animatrice", "/ressources/{res_reseau}/": "autrice",
    "/jeudis/{jeudi}/": "animatrice", "/jeudis/{cr}/compte-rendu/": "animatrice",
    "/jeudis/{cr_reserve}/compte-rendu/": "animatrice",
}  # fmt: skip


@pytest.mark.parametrize("adresse", PAGES)
@pytest.mark.parametrize("public", PUBLICS)
def test_voir_comme_dit_ce_que_ce_public_obtient(scene, adresse, public):
    """Read: the very title of the page, under the notice; not read: the sentence, and never the page."""
    try:
        base = adresse.format(**scene.mots)
    except KeyError as absent:
        pytest.fail(f"{absent} n’est pas dans la scène")
    vraie = scene.demander(PUBLICS[public], "GET", base)
    vue = scene.demander(PAGES[adresse], "GET", f"{base}voir-comme/?qui={public}")
    page = vue.corps.decode()
    assert vue.status_code == 200
    assert inspecter(vue) == []
    assert vue["Cache-Control"] == "private, no-store"
    assert ("Vous voyez cette page comme" in page) is (vraie.status_code == 200)
    assert ("ne lit pas ce texte" in page) is (vraie.status_code != 200)
    assert 'data-action="commenter"' not in page, "an imagined reader writes nothing"


@pytest.mark.parametrize("nom", ["pays", "public-elargi", "financeur", "membre"])
def test_seuls_l_auteur_et_l_equipe_regardent_ainsi(scene, nom):
    assert scene.demander(nom, "GET", f"/echos/{scene.mots['reseau']}/voir-comme/").status_code == 404


def test_un_membre_du_groupe_et_un_brouillon(scene):
    base = f"/echos/{scene.mots['atelier']}/voir-comme/"
    page = scene.demander("membre", "GET", f"{base}?qui=groupe").corps.decode()
    assert "Vous voyez cette page comme" in page
    assert "Membre du groupe" in page
    brouillon = f"/echos/{scene.mots['brouillon']}/voir-comme/"
    assert "lira ce texte dès qu" in scene.demander("autrice", "GET", f"{brouillon}?qui=pays").corps.decode()
    assert "ne lit pas ce texte" in scene.demander("autrice", "GET", f"{brouillon}?qui=visiteur").corps.decode()
    choix = scene.demander("autrice", "GET", brouillon).corps.decode()
    assert (choix.count(">lira</span>"), choix.count(">ne lit pas</span>")) == (4, 2)
