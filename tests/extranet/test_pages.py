"""What a visitor reads."""

import html
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from centre.gestion.operations import definir_identite
from centre.territoires.models import Territoire
from centre.territoires.operations import charger_territoires
from centre.themes.models import Theme
from centre.themes.operations import charger_themes
from extranet.enums import Nature
from extranet.models import ActualitesPage

PUBLIQUES = [
    "/", "/actualites/", "/le-centre/", "/accessibilite/", "/confidentialite/", "/mentions-legales/", "/plan-du-site/",
    "/contact/", "/flux/", "/flux/actualites.xml", "/sitemap.xml", "/robots.txt", "/.well-known/security.txt",
]  # fmt: skip


def texte(reponse):
    """The words of a page: no markup, plain spaces and apostrophes."""
    mots = html.unescape(re.sub(r"<[^>]+>", " ", reponse.content.decode()))
    return re.sub(r"\s+", " ", mots.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'"))


def objets(reponse, genre="actualite"):
    return re.findall(
        rf'<li[^>]*data-objet="{genre}" data-espace="(\w+)".*?<h3><a href="([^"]+)"', reponse.content.decode(), re.S
    )


@pytest.mark.parametrize("adresse", PUBLIQUES)
def test_lisible_sans_compte_et_pareil_pour_tous(client, accueil, ecrire, adresse):
    ecrire()
    reponse = client.get(adresse)
    assert reponse.status_code == 200
    corps = reponse.content.decode()
    assert "nonce" not in reponse.headers.get("Content-Security-Policy", "")
    assert not client.cookies
    assert [mot for mot in ("csrfmiddlewaretoken", "nonce=", " style=", "<script>", "onclick") if mot in corps] == []


#: Facts of the founding document, word for word.
FAITS = [
    "l'Etat et la Région Haute-Normandie ont décidé de mettre en œuvre un CENTRE DE RESSOURCES",
    "Inscrit au Contrat de Plan Etat-Région, il a été créé en 2004.",
    "le Centre de ressources n'est pas une structure. Il est porté par la Région.",
    "Les équipes des sites concernés par la « politique de la ville »",
    "Les agents de développement des Pays et du Parc Naturel Régional",
    "Les chargés de mission des Contrats d'agglomérations",
    "Les référents en développement territorial de l'Etat, des institutions régionales et départementales",
    "élus, CAF, membres des Conseils de développement, etc.",
    "La transversalité urbain / rural",
    "Une démarche de mise en réseau à deux niveaux",
    "séances d'actualité, groupes de travail, cycles de qualification, journées d'échanges",
    "La capitalisation des expériences (à compter de 2007)",
    "des 11 Pays sur la « plus value des Pays » rédigée à l'occasion des Etats généraux à Caen (juin 2005)",
    "Une animatrice à temps plein et un temps partiel administratif",
    "100 000 € cofinancé à 50/50 Etat-Région",
    "Les équipes techniques des territoires de projet de Haute-Normandie (cf. Territoire)",
    "Tél. 02.35.52.22.81 – Fax 02.35.52.56.09",
]


def test_le_centre_dit_les_faits_du_document(client, accueil):
    page = texte(client.get("/le-centre/"))
    assert [fait for fait in FAITS if fait not in page] == []


def test_les_personnes_du_document_ne_sont_que_dans_la_citation(client, accueil):
    noms = ("AUDEON", "FREMOND", "patricia.fremond@cr-haute-normandie.fr")
    page = client.get("/le-centre/").content.decode()
    hors_citation = re.sub(r"<blockquote>.*?</blockquote>", "", page, flags=re.S)
    assert [nom for nom in noms if nom not in page or nom in hors_citation] == []
    assert [(a, nom) for a in PUBLIQUES if a != "/le-centre/" for nom in noms if nom in client.get(a).content.decode()] == []


def test_l_identite_se_lit_partout(client, accueil):
    definir_identite(
        telephone="02 00 00 00 01", adresse="1 rue des Essais", delegue="Camille Dupré", courriel="bureau@centre.example"
    )
    for adresse in ("/contact/", "/le-centre/", "/mentions-legales/", "/confidentialite/", "/accessibilite/"):
        page = texte(client.get(adresse))
        assert [
            v for v in ("02 00 00 00 01", "1 rue des Essais", "Camille Dupré", "bureau@centre.example") if v not in page
        ] == []


def test_accessibilite_ne_pretend_rien(client, accueil):
    page = texte(client.get("/accessibilite/"))
    assert "non conforme" in page
    assert "aucun audit" in page


def test_actualite(client, ecrire, db):
    charger_themes()
    theme = Theme.objects.first()
    page = ecrire(
        themes=[theme],
        corps=[("texte", "<p>Le corps.</p>"), ("chiffres", {"liste": [{"nombre": "12", "sens": "Pays"}], "source": "IGN, 2026"})],
    )
    reponse = client.get(page.adresse)
    lu = texte(reponse)
    assert page.adresse == page.url == "/actualites/le-pays-de-bray-relance-son-conseil/"
    assert [mot for mot in ("Le corps.", "12", "IGN, 2026", theme.nom, "3 novembre 2026", "Locale") if mot not in lu] == []
    assert f'href="{theme.get_absolute_url()}"' in reponse.content.decode()


def test_adresse_sans_accent(ecrire):
    assert ecrire("L’été à Évreux : où ça ?").slug == "lete-a-evreux-ou-ca"


@pytest.fixture
def trois(ecrire, db):
    charger_themes()
    charger_territoires()
    theme, bray = Theme.objects.get(slug=Theme.objects.first().slug), Territoire.objects.get(slug="pays-de-bray")
    return {
        "locale": ecrire("Une ludothèque ouvre", territoires=[bray]),
        "nationale": ecrire("La loi de finances est votée", nature=Nature.NATIONALE, themes=[theme]),
        "autre": ecrire("Le Parc recrute", chapo="Au siège, à Notre-Dame-de-Bliquetuit."),
        "theme": theme,
    }


def test_liste_filtree(client, trois):
    def lues(**filtres):
        return {adresse for espace, adresse in objets(client.get("/actualites/", filtres)) if espace == "ouvert"}

    locale, nationale, autre = (trois[n].adresse for n in ("locale", "nationale", "autre"))
    assert lues() == {locale, nationale, autre}
    assert lues(nature="nationale") == {nationale}
    assert lues(nature="locale") == {locale, autre}
    assert lues(theme=trois["theme"].slug) == {nationale}
    assert lues(territoire="pays-de-bray") == {locale}
    assert lues(q="LUDOTHEQUE") == {locale}
    assert lues(q="siege parc") == {autre}
    assert lues(q="ludotheque", nature="nationale") == set()
    assert lues(nature="mondiale") == set()
    assert lues(theme="inconnu") == set()
    assert lues(q="a\x00" + "é" * 500) == set()


def test_liste_vide(client, accueil, brouillon):
    assert "Aucune actualité pour le moment." in texte(client.get("/actualites/"))
    assert "Aucune actualité ne correspond" in texte(client.get("/actualites/", {"q": "zzz"}))
    assert "Aucune actualité" in texte(client.get("/"))


def test_liste_paginee(client, ecrire):
    for n in range(21):
        ecrire(f"Nouvelle {n}")
    premiere, seconde = (objets(client.get("/actualites/", {"page": p})) for p in (1, 2))
    assert (len(premiere), len(seconde), len(set(premiere + seconde))) == (20, 1, 21)


@pytest.mark.parametrize("adresse", ["/", "/actualites/", "/flux/actualites.xml", "/sitemap.xml", "/plan-du-site/"])
def test_autant_de_requetes_pour_une_que_pour_trois(client, ecrire, adresse, db):
    charger_territoires()
    bray, eure = Territoire.objects.get(slug="pays-de-bray"), Territoire.objects.get(slug="eure")

    def requetes():
        client.get(adresse)
        with CaptureQueriesContext(connection) as vues:
            client.get(adresse)
        return [r["sql"] for r in vues.captured_queries]

    ecrire("Une", territoires=[bray])
    une = requetes()
    ecrire("Deux", territoires=[bray, eure])
    ecrire("Trois", territoires=[eure])
    assert len(requetes()) == len(une), une


def test_brouillon_nulle_part(client, accueil, brouillon, ecrire):
    ecrire("Un changement au bureau")
    assert ActualitesPage.objects.get().get_children().count() == 2
    for adresse in [*PUBLIQUES, "/actualites/?q=secrete", "/recherche/?q=secrete", "/recherche/?q=canari"]:
        corps = client.get(adresse).content.decode()
        assert "secrète" not in corps, adresse
        assert "canari-brouillon" not in corps, adresse
        assert "/actualites/secret/" not in corps, adresse
    assert client.get("/actualites/secret/").status_code == 404


def test_page_depubliee_disparait(client, ecrire):
    page = ecrire("À retirer")
    assert page.adresse in client.get("/sitemap.xml").content.decode()
    page.unpublish()
    assert [
        a
        for a in ("/", "/actualites/", "/sitemap.xml", "/flux/actualites.xml", "/plan-du-site/")
        if "À retirer" in client.get(a).content.decode()
    ] == []
    assert client.get(page.adresse).status_code == 404


def test_adresse_absente(client, accueil):
    assert client.get("/nulle-part/").status_code == 404
