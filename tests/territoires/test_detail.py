import pytest

from centre.territoires.models import Jalon, Succession
from centre.territoires.operations import charger_territoires

from .outils import creer, entree, objets, page, requetes

pytestmark = pytest.mark.django_db
BRAY = "/territoires/pays-de-bray/"


def frise(arbre):
    return [
        [span.get_text(" ", strip=True) for span in li.find_all("span", recursive=False)] for li in arbre.select(".frise > li")
    ]


def liens(arbre, titre):
    """Addresses inside the section of this heading."""
    titres = [h2 for h2 in arbre.select("main h2") if h2.get_text(strip=True) == titre]
    return [a["href"] for h2 in titres for a in h2.find_parent("section").select("ul a, table a")]


def test_le_pays_de_bray(client, lies):
    charger_territoires()
    arbre = page(client, BRAY)
    assert arbre.h1.text == "Pays de Bray"
    assert arbre.select_one(".chapitre").text == "Pays, Seine-Maritime"
    assert [div.dd.text for div in arbre.select(".chiffres > div")] == ["58\u202f706", "114", "3"]
    assert frise(arbre) == [
        ["2001 – 2014", "Pays de Bray , siège : Neufchâtel-en-Bray".replace(" :", "\xa0:")],
        ["ensuite", "devient PETR du Pays de Bray"],
        ["13\xa0juillet 2021", "contrat de relance et de transition écologique signé avec le PETR"],
    ]
    assert [[c.text for c in tr.find_all(["th", "td"])] for tr in arbre.select("tbody tr")] == [
        ["CC Bray-Eawy", "46", "24\u202f882"],
        ["CC de Londinières", "16", "5\u202f192"],
        ["CC des Quatre Rivières en Bray", "52", "28\u202f632"],
    ]
    assert liens(arbre, "Ses voisins") == [
        "/territoires/pays-dieppois-terroir-de-caux/",
        "/territoires/pays-du-vexin-normand/",
        "/territoires/pays-entre-seine-et-bray/",
        "/territoires/pays-interregional-bresle-yeres/",
    ]
    assert "La liste des Pays n’est pas close" in arbre.main.text
    assert "Licence Ouverte" in arbre.main.text
    assert "à confirmer" not in arbre.main.text


def test_le_successeur_nomme_son_predecesseur(client, lies):
    charger_territoires()
    arbre = page(client, "/territoires/cu-le-havre-seine-metropole/")
    assert [a["href"] for a in arbre.select(".frise a")] == [
        "/territoires/pays-des-hautes-falaises/",
        "/territoires/pays-le-havre-pointe-de-caux-estuaire/",
        "/territoires/agglomeration-havraise-codah/",
    ]


def test_ce_qui_est_moyen_le_dit(client, lies):
    charger_territoires()
    assert "reste à confirmer" in page(client, "/territoires/pays-risle-estuaire/").main.text


def test_l_incertain_ne_sort_nulle_part(client, lies):
    """A territory of low confidence is absent: its page, and every page that touches it."""
    vu, cache = (
        creer("Vu", "departement", code="27", periode="depuis 2000"),
        creer("Secret", "pays", departements=["27"], confiance="basse"),
    )
    Succession.objects.create(ancien=cache, nouveau=vu)
    Succession.objects.create(ancien=vu, nouveau=cache)
    vu.voisins.add(cache)
    cache.contenu_dans.add(vu)
    vu.contenu_dans.add(cache)
    assert client.get("/territoires/secret/").status_code == 404
    for adresse in ("/territoires/vu/", "/territoires/", "/territoires/?q=secret&nature=pays"):
        assert "/territoires/secret/" not in client.get(adresse).content.decode()
    arbre = page(client, "/territoires/vu/")
    assert "Secret" not in arbre.text
    assert frise(arbre) == [["depuis 2000", "Vu"]]
    cache.confiance = "haute"
    cache.save()
    assert "/territoires/secret/" in client.get("/territoires/vu/").content.decode()


def test_ce_qui_est_publie_dessus(client, lies):
    bray = creer("Pays de Bray")
    autre = creer("Autre")
    demandes = []

    def publies(lecteur, *, territoire=None, theme=None):
        demandes.append((lecteur.is_authenticated, territoire, theme))
        return [entree("Un écho du Bray")] if territoire == bray else []

    lies.ajouter("test", publies)
    arbre = page(client, BRAY)
    assert demandes == [(False, bray, None)]
    assert objets(arbre, "echo") == ["/echos/un/"]
    assert arbre.select_one("[data-objet=echo] a").text == "Un écho du Bray"
    vide = page(client, f"/territoires/{autre.slug}/")
    assert objets(vide, "echo") == []
    assert "Aucun contenu n’est encore à lire sur ce territoire" in vide.main.text


def test_absent_est_404(client):
    assert client.get("/territoires/nulle-part/").status_code == 404
    assert client.post(BRAY).status_code == 405


@pytest.mark.parametrize("nombre", [1, 3])
def test_autant_de_requetes_pour_un_que_pour_trois(client, lies, nombre):
    bray = creer("Pays de Bray", contour="M0 0l1 1z", cadre="0 0 1 1")
    for rang in range(nombre):
        avant, apres = creer(f"Avant {rang}"), creer(f"Après {rang}", slug=f"apres-{rang}")
        dedans, autour = creer(f"Dedans {rang}", "epci", embleme="M0 0z"), creer(f"Autour {rang}", "region")
        ville = creer(f"Ville {rang}", "ville")
        Succession.objects.create(ancien=avant, nouveau=bray)
        Succession.objects.create(ancien=bray, nouveau=apres)
        Jalon.objects.create(territoire=bray, date="2005-01-01", quand="2005", texte=f"fait {rang}")
        bray.membres.add(dedans, ville)
        bray.contenu_dans.add(autour)
        bray.voisins.add(avant)
    # the territory, what lies inside, what it lies in, before, after, dated facts, neighbours, map
    assert len(requetes(client, BRAY, "territoires_")) == 8
