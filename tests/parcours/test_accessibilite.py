"""Every type of page, for every reader: axe finds nothing, nothing overflows, every target suits a thumb, the focus is seen."""

import pytest

from tests.parcours import mesures
from tests.parcours.conftest import BUREAU, TELEPHONE
from tests.parcours.scene import Scene

pytestmark = pytest.mark.navigateur

#: Read together, on one scene: it takes half a minute to play.
LECTEURS = [("visiteur", "elu"), ("ville", "animatrice")]
#: Widths of the complete run, and those a thumb is used at.
LARGEURS, POUCE = (320, 375, 768, 1280), (320, 375)


def visiter(navigateur, scene, role, mesurer):
    """The faults of every page of a role, one line each."""
    for statut in ("404", "422"):
        navigateur.admettre(f"status of {statut}")
    page = navigateur.onglet() if role == "visiteur" else navigateur.deja_entre(scene.membres[role])
    fautes = []
    for adresse, geste in scene.pages(role):
        page.goto(adresse)
        if geste:
            geste(page)
        fautes += [f"{adresse} {geste.__name__ if geste else ''} : {faute}" for faute in mesurer(page)]
    return fautes


def au_telephone(page):
    """What is measured of a phone."""
    return mesures.axe(page) + mesures.debordement(page) + mesures.petites_cibles(page)


@pytest.mark.parametrize("roles", LECTEURS, ids=" et ".join)
def test_chaque_type_de_page(ouvrir, site, roles):
    """Once at 1280 px light, once at 375 px dark."""
    scene, fautes = Scene(), []
    for role in roles:
        fautes += visiter(ouvrir(viewport=BUREAU), scene, role, mesures.axe)
        sombre = ouvrir(viewport=TELEPHONE, color_scheme="dark", has_touch=True)
        fautes += visiter(sombre, scene, role, au_telephone)
    assert not fautes, "\n".join(fautes)


def partout(page):
    """Each width, light and dark; then the keyboard; then text twice as large."""
    fautes = []
    for largeur in LARGEURS:
        page.set_viewport_size({"width": largeur, "height": 800})
        trouvees = mesures.debordement(page) + (mesures.petites_cibles(page) if largeur in POUCE else [])
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)
            trouvees += [f"{theme} {faute}" for faute in mesures.axe(page)]
        if largeur in (375, 1280):
            trouvees += mesures.au_clavier(page)
        fautes += [f"{largeur} px, {faute}" for faute in trouvees]
    mesures.agrandir(page, 32)
    fautes += [f"texte à 200 %, {faute}" for faute in mesures.debordement(page)]
    mesures.agrandir(page, 16)
    return fautes


@pytest.mark.complet
@pytest.mark.parametrize("roles", [*LECTEURS, ("admin", "financeur")], ids=" et ".join)
def test_chaque_page_a_chaque_largeur(ouvrir, site, roles):
    scene, fautes = Scene(), []
    for role in roles:
        fautes += visiter(ouvrir(viewport=BUREAU, has_touch=True), scene, role, partout)
    assert not fautes, "\n".join(fautes)


DEFAUTS = """<!doctype html><html lang="fr"><title>Défauts</title><style>:focus-visible { outline: 3px solid }</style>
<main><h1>Défauts</h1><img src="data:,"><button>ok</button>
<p style="color: #999; background: #fff">Trop pâle</p><div style="width: 2000px">Trop large</div>
<p>Dans une phrase, <a href="#">un lien</a> est exempt.</p><a id="nu" href="#" style="outline: none">Sans contour</a></main>"""


def test_les_mesures_voient_les_defauts(browser):
    """A measure that finds nothing anywhere would prove nothing."""
    page = browser.new_page(viewport=TELEPHONE)
    page.set_content(DEFAUTS)
    regles = {faute.split(" ")[0] for faute in mesures.axe(page)}
    assert {"image-alt", "color-contrast"} <= regles
    assert len(mesures.debordement(page)) == 1
    assert [faute.split(" ", 1)[1] for faute in mesures.petites_cibles(page)] == [
        "<button>ok</button>",
        '<a id="nu" href="#" style="outline: none">Sans contour</a>',
    ]
    assert mesures.au_clavier(page) == ['sans contour : <a id="nu" href="#" style="outline: none">Sans contour</a>']
    page.close()
