import pytest
from django.urls import reverse

from .outils import creer, objets, page, requetes

pytestmark = pytest.mark.django_db
LISTE = "/territoires/"


@pytest.fixture
def quelques():
    creer("Évreux", "ville", code="27229")
    creer("Pays de Bray", "pays")
    creer("Aclou", "commune", code="27001")
    creer("Eure", "departement", code="27", siege="Évreux")
    creer("Pays douteux d’Évreux", "pays", confiance="basse")
    creer("Pays urbain", "pays", monde_corrige="urbain")


def a(*slugs):
    return [f"/territoires/{slug}/" for slug in slugs]


def test_sans_filtre_tout_sauf_les_communes_et_l_incertain(client, quelques):
    assert objets(page(client, LISTE), "territoire") == a("eure", "pays-de-bray", "pays-urbain", "evreux")


@pytest.mark.parametrize(
    ("filtre", "trouves"),
    [
        ({"q": "evreux"}, ["eure", "evreux"]),
        ({"q": "aclou"}, ["aclou"]),
        ({"q": "27001"}, ["aclou"]),
        ({"nature": "commune"}, ["aclou"]),
        ({"nature": "pays"}, ["pays-de-bray", "pays-urbain"]),
        ({"monde": "rural"}, ["pays-de-bray"]),
        ({"monde": "urbain"}, ["pays-urbain", "evreux"]),
        ({"monde": "urbain", "nature": "pays"}, ["pays-urbain"]),
        ({"q": "bray", "nature": "ville"}, []),
        ({"nature": "lunaire"}, ["eure", "pays-de-bray", "pays-urbain", "evreux"]),
    ],
)
def test_filtres(client, quelques, filtre, trouves):
    assert objets(page(client, LISTE, **filtre), "territoire") == a(*trouves)


def test_liste_vide_dit_pourquoi(client, quelques):
    arbre = page(client, LISTE, q="zzz")
    assert "Aucun territoire ne correspond" in arbre.main.text
    assert arbre.select_one(".vide a")["href"] == LISTE
    assert "Aucun" not in page(client, LISTE).main.text


def test_les_titres_des_natures_et_la_liste_jamais_close(client, quelques):
    arbre = page(client, LISTE)
    assert [h2.text for h2 in arbre.select("main .section h2")] == ["Départements", "Pays", "Villes"]
    assert "La liste des Pays n’est pas close" in arbre.main.text


def test_la_saisie_est_gardee_et_echappee(client, quelques):
    arbre = page(client, LISTE, q='"><script>x</script>')
    assert arbre.select_one("main input[name=q]")["value"] == '"><script>x</script>'
    assert "<script>x" not in str(arbre.main)


def test_un_territoire_fini_dit_ses_annees(client):
    creer("Fini", debut="2001-01-01", fin="2014-12-31")
    creer("Vivant", debut="2001-01-01")
    assert [li.a.span.get_text(" ", strip=True) for li in page(client, LISTE).select("[data-objet]")] == [
        "Fini (2001 – 2014)",
        "Vivant",
    ]


def test_les_communes_se_paginent(client):
    for rang in range(201):
        creer(f"Commune {rang:03}", "commune")
    premiere = page(client, LISTE, nature="commune")
    assert objets(premiere, "territoire") == [f"/territoires/commune-{rang:03}/" for rang in range(200)]
    suivante = premiere.select_one("a[rel=next]")["href"]
    assert objets(page(client, LISTE + suivante), "territoire") == ["/territoires/commune-200/"]


@pytest.mark.parametrize("nombre", [1, 3])
def test_autant_de_requetes_pour_un_que_pour_trois(client, nombre):
    for rang in range(nombre):
        creer(f"Pays {rang}", "pays", contour="M0 0l1 1z", embleme="M0 0l1 1z")
    assert len(requetes(client, LISTE, "territoires_")) == 3  # count, rows, map


def test_adresses_publiques_et_ecriture_refusee(client, quelques):
    assert reverse("territoires:liste") == LISTE
    assert reverse("territoires:detail", args=["evreux"]) == "/territoires/evreux/"
    assert client.post(LISTE).status_code == 405
