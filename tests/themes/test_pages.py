import pytest
from django.urls import reverse

from centre.registre import catalogue
from centre.themes.branchements import projeter
from centre.themes.models import Famille, Synonyme, Theme
from centre.themes.operations import charger_themes
from centre.themes.sitemaps import ThemeSitemap
from tests.territoires.outils import entree, objets, page, requetes

pytestmark = pytest.mark.django_db
LISTE = "/themes/"


@pytest.fixture
def vocabulaire():
    """Two families out of alphabetical order, three themes."""
    social, cadre = Famille.objects.create(nom="Z", slug="z", ordre=0), Famille.objects.create(nom="A", slug="a", ordre=1)
    ville = Theme.objects.create(nom="Ville", slug="ville", famille=social, definition="Les quartiers.")
    ecole = Theme.objects.create(nom="École", slug="ecole", famille=social)
    eau = Theme.objects.create(nom="Eau", slug="eau", famille=cadre)
    Synonyme.objects.create(theme=ville, texte="QPV", genre="sigle", developpement="quartier prioritaire", ordre=1)
    Synonyme.objects.create(theme=ville, texte="cité", ordre=0)
    return ville, ecole, eau


def test_la_liste_par_famille(client, vocabulaire):
    arbre = page(client, LISTE)
    assert [h2.text for h2 in arbre.select("main h2")] == ["Z", "A"]
    assert objets(arbre, "theme") == ["/themes/ecole/", "/themes/ville/", "/themes/eau/"]


@pytest.mark.parametrize(
    ("q", "trouves"),
    [
        ("ecole", ["ecole"]),
        ("ÉCOLE", ["ecole"]),
        ("qpv", ["ville"]),
        ("prioritaire", ["ville"]),
        ("cite", ["ville"]),
        ("quartiers", ["ville"]),
        ("cité qpv", ["ville"]),
        ("cité eau", []),
        ("  ", ["ecole", "ville", "eau"]),
        ("a\x00", ["ville", "eau"]),
    ],
)
def test_filtre(client, vocabulaire, q, trouves):
    assert objets(page(client, LISTE, q=q), "theme") == [f"/themes/{slug}/" for slug in trouves]


def test_liste_vide_dit_pourquoi(client, vocabulaire):
    arbre = page(client, LISTE, q="<b>zzz")
    assert "Aucun thème ne correspond" in arbre.main.text
    assert arbre.select_one("main input[name=q]")["value"] == "<b>zzz"
    assert "Aucun" not in page(client, LISTE).main.text


def test_la_page_d_un_theme(client, lies, vocabulaire):
    arbre = page(client, "/themes/ville/")
    assert (arbre.h1.text, arbre.select_one(".chapo").text) == ("Ville", "Les quartiers.")
    assert [dt.text for dt in arbre.select("aside dt")] == ["QPV"]
    assert arbre.select_one("aside dd").get_text(strip=True) == "quartier prioritaire"
    assert arbre.select_one("aside .encart p").text == "cité"
    assert [a["href"] for a in arbre.select("aside .themes a")] == ["/themes/ecole/"]
    assert "Aucun contenu n’est encore à lire sur ce thème" in arbre.main.text


def test_ce_qui_est_publie_dessus(client, lies, vocabulaire):
    ville, ecole, _ = vocabulaire
    lies.ajouter("test", lambda lecteur, *, territoire=None, theme=None: [entree("Un écho")] if theme == ville else [])
    assert objets(page(client, "/themes/ville/"), "echo") == ["/echos/un/"]
    assert objets(page(client, ecole.get_absolute_url()), "echo") == []


def test_absent_est_404_et_ecriture_refusee(client, vocabulaire):
    assert client.get("/themes/nulle-part/").status_code == 404
    assert client.post(LISTE).status_code == 405
    assert client.post("/themes/ville/").status_code == 405
    assert (reverse("themes:liste"), reverse("themes:detail", args=["eau"])) == (LISTE, "/themes/eau/")


@pytest.mark.parametrize("nombre", [1, 3])
def test_autant_de_requetes_pour_un_que_pour_trois(client, lies, nombre):
    for rang in range(nombre):
        famille = Famille.objects.create(nom=f"F{rang}", slug=f"f{rang}")
        theme = Theme.objects.create(nom=f"T{rang}", slug=f"t{rang}", famille=famille)
        for autre in range(nombre):
            Synonyme.objects.create(theme=theme, texte=f"mot {autre}")
            Theme.objects.create(nom=f"T{rang}-{autre}", slug=f"t{rang}-{autre}", famille=famille)
    assert len(requetes(client, LISTE, "themes_")) == 1
    assert (
        len(requetes(client, "/themes/t0/", "themes_")) == 5
    )  # the theme, its words, its family, what is more precise, what is near


def test_projection_et_plan_du_site(vocabulaire):
    ville, ecole, eau = vocabulaire
    (p,) = projeter(ville)
    assert (p.titre, p.adresse, p.resume, p.texte) == (
        "Ville",
        "/themes/ville/",
        "Les quartiers.",
        "Z. cité. QPV. quartier prioritaire",
    )
    assert (p.espace_id, p.themes, p.territoires, p.etat) == (None, (ville.pk,), (), "publie")
    assert projeter(eau)[0].resume == "Thème de la famille A."
    assert (catalogue["theme"].modele, catalogue["theme"].projeter) == (Theme, projeter)
    assert set(catalogue["theme"].tous()) == {ville, ecole, eau}
    plan = ThemeSitemap()
    assert [plan.location(theme) for theme in plan.items()] == ["/themes/ville/", "/themes/ecole/", "/themes/eau/"]
    assert plan.lastmod(ville) == ville.modifie_le


def test_chaque_theme_charge_a_sa_page(client, lies):
    charger_themes()
    adresses = objets(page(client, LISTE), "theme")
    assert len(adresses) == 62 == len(set(adresses))
    for adresse in adresses[::7]:
        assert page(client, adresse).h1.text == Theme.objects.get(slug=adresse.split("/")[2]).nom
