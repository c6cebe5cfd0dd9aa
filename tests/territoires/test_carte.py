import pytest

from centre.territoires.models import Territoire
from centre.territoires.operations import charger_territoires

from .outils import creer, page

pytestmark = pytest.mark.django_db


def test_chaque_pays_de_la_carte_mene_a_sa_page(client):
    charger_territoires()
    liens = page(client, "/territoires/").select("figure.carte a")
    assert len(liens) == 13
    for lien in liens:
        territoire = Territoire.objects.get(nature="pays", nom=lien["aria-label"])
        assert lien["href"] == territoire.get_absolute_url()
        assert lien.path["d"] == territoire.contour
        assert "tabindex" not in lien.attrs
        assert page(client, lien["href"]).h1.text == territoire.nom


def test_le_clavier_va_du_nord_au_sud(client):
    charger_territoires()
    ordre = [lien["href"].split("/")[2] for lien in page(client, "/territoires/").select("figure.carte a")]
    assert ordre[0] == "pays-interregional-bresle-yeres"
    assert ordre[-1] == "pays-d-avre-d-eure-et-d-iton"
    assert ordre.index("pays-de-bray") < ordre.index("pays-du-vexin-normand")


def test_la_liste_dit_la_meme_chose_que_la_carte(client):
    charger_territoires()
    arbre = page(client, "/territoires/")
    carte = {lien["href"] for lien in arbre.select("figure.carte a")}
    liste = {lien["href"] for lien in arbre.select("[data-objet=territoire] a")}
    assert carte < liste
    assert "IGN, Etalab, Licence Ouverte" in arbre.select_one("figcaption").text


def test_la_carte_ne_montre_pas_l_incertain_et_s_efface_sans_pays(client):
    creer("Pays douteux", contour="M0 0l1 1z", confiance="basse")
    assert page(client, "/territoires/").select("figure.carte") == []


def test_la_page_d_un_pays_le_situe(client, lies):
    charger_territoires()
    for slug in ("pays-de-bray", "petr-du-pays-de-bray"):
        carte = page(client, f"/territoires/{slug}/").select_one("aside figure.carte")
        bray = Territoire.objects.get(slug="pays-de-bray")
        assert [path["d"] for path in carte.select("path.ici")] == [bray.contour]
        assert carte.svg["role"] == "img"
        assert carte.select("a") == []
    assert page(client, "/territoires/rouen/").select("figure") == []


def test_aucun_style_ni_script_dans_le_dessin(client):
    charger_territoires()
    for element in page(client, "/territoires/").main.find_all(True):
        assert element.name not in ("style", "script")
        assert not [attribut for attribut in element.attrs if attribut == "style" or attribut.startswith("on")]
