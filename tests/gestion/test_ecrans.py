"""The team's screens: who enters, what they show, what they do."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from centre.espaces.enums import Public
from centre.gestion.models import Identite
from centre.journal.models import Ligne
from centre.journal.operations import consigner
from centre.membres.enums import Etat
from centre.membres.models import Membre
from centre.membres.operations import affecter_poste, suspendre
from centre.registre import Ecran, LigneDeJournee, ecrans, journee

ADRESSES = [
    "/gestion/",
    "/gestion/identite/",
    "/gestion/journal/",
    "/gestion/membres/",
    "/gestion/pages/",
    "/gestion/redirects/",
    "/gestion/inconnue/",
]


@pytest.mark.parametrize("adresse", [*ADRESSES, "/gestion/membres/{pk}/suspendre/", "/gestion/membres/{pk}/retablir/"])
def test_ferme_a_qui_n_est_pas_de_l_equipe(client, technicienne, creer, adresse):
    adresse = adresse.format(pk=technicienne.pk)
    for methode in (client.get, client.post):
        reponse = methode(adresse)
        assert (reponse.status_code, reponse["Location"]) == (302, f"/connexion/?next={adresse}")
    for membre in (technicienne, creer("financeur", Public.FINANCEUR)):
        client.force_login(membre)
        assert [client.get(adresse).status_code, client.post(adresse).status_code] == [404, 404]
    assert Membre.objects.get(pk=technicienne.pk).etat == Etat.ACTIF


@pytest.mark.parametrize("role", ["animatrice", "administration"])
@pytest.mark.parametrize("adresse", ADRESSES[:-1])
def test_ouvert_a_l_equipe(client, db, request, role, adresse):
    client.force_login(request.getfixturevalue(role))
    reponse = client.get(adresse, follow=True)
    assert reponse.status_code == 200
    assert "private" in reponse["Cache-Control"]


@pytest.fixture
def lignes(monkeypatch):
    """Ma journée holding two lines, whose counts the test sets."""
    comptes = {"equipe": 2, "animatrice": 0}
    entrees = {
        "equipe": LigneDeJournee("Demandes d’accès", "gestion_membres", lambda m: comptes["equipe"], "À examiner."),
        "animatrice": LigneDeJournee(
            "Comptes rendus en retard", "gestion_journal", lambda m: comptes["animatrice"], roles=("animatrice",)
        ),
    }
    monkeypatch.setattr(journee, "_entrees", entrees)
    return comptes


def taches(reponse):
    return re.findall(r'<p class="quand">(\d+)</p>\s*<div><h3><a href="([^"]+)">([^<]+)</a>', reponse.content.decode())


def test_ma_journee_dit_ce_qui_attend_son_role(client, animatrice, administration, lignes):
    lignes["animatrice"] = 5
    client.force_login(animatrice)
    assert taches(client.get("/gestion/")) == [
        ("2", "/gestion/membres/", "Demandes d’accès"),
        ("5", "/gestion/journal/", "Comptes rendus en retard"),
    ]
    client.force_login(administration)
    assert taches(client.get("/gestion/")) == [("2", "/gestion/membres/", "Demandes d’accès")]


def test_ma_journee_vide(chez_l_animatrice, lignes):
    lignes["equipe"] = 0
    page = chez_l_animatrice.get("/gestion/")
    assert taches(page) == []
    assert "Rien en retard" in page.content.decode()


def test_ma_journee_mene_a_chaque_ecran(chez_l_animatrice, monkeypatch):
    page = chez_l_animatrice.get("/gestion/").content.decode()
    adresses = re.findall(r'<h3><a href="(/[^"]+)"', page.split("Écrans de l’équipe")[1])
    assert len(adresses) == len(ecrans) >= 7
    assert [a for a in adresses if chez_l_animatrice.get(a, follow=True).status_code != 200] == []
    monkeypatch.setattr(
        ecrans, "_entrees", {"a": Ecran("Absent", "pas_encore", "X"), "b": Ecran("Autre", "contact", "X", roles=("financeur",))}
    )
    page = chez_l_animatrice.get("/gestion/").content.decode()
    assert "Absent" not in page
    assert "Autre" not in page


def test_identite_se_change_en_un_ecran(chez_l_animatrice, animatrice):
    page = chez_l_animatrice.get("/gestion/identite/")
    champs = page.context["form"].initial | {"telephone": "02 11 22 33 44", "annee_creation": "2004"}
    reponse = chez_l_animatrice.post("/gestion/identite/", {nom: valeur or "" for nom, valeur in champs.items()})
    assert (reponse.status_code, reponse["Location"]) == (302, "/gestion/identite/")
    assert (Identite.objects.get().telephone, Identite.objects.get().annee_creation) == ("02 11 22 33 44", 2004)
    assert Ligne.objects.get(verbe="gestion.definir_identite").acteur == animatrice
    refusee = chez_l_animatrice.post(
        "/gestion/identite/", {**champs, "courriel": "pas une adresse", "annee_creation": "", "nom": ""}
    )
    assert set(refusee.context["form"].errors) == {"courriel", "nom"}
    assert Identite.objects.get().nom


@pytest.fixture
def annuaire(creer):
    membres = {nom: creer(nom) for nom in ("helene", "karim", "lea")}
    for nom, categorie in (("helene", Public.PAYS), ("karim", Public.VILLE)):
        affecter_poste(membre=membres[nom], categorie=categorie, fonction="Agent·e", depuis=dt.date(2024, 1, 1))
    affecter_poste(membre=membres["karim"], categorie=Public.AGGLO, fonction="Chargé de mission", depuis=dt.date(2026, 1, 1))
    suspendre(membre=membres["lea"])
    return membres


def listes(client, **filtres):
    page = client.get("/gestion/membres/", filtres).content.decode()
    return set(re.findall(r"(\w+)@essai\.example", page))


def test_liste_des_membres(chez_l_animatrice, annuaire):
    assert listes(chez_l_animatrice) == {"animatrice", "helene", "karim", "lea"}
    assert listes(chez_l_animatrice, q="HÉLÈNE") == {"helene"}
    assert listes(chez_l_animatrice, q="karim@essai") == {"karim"}
    assert listes(chez_l_animatrice, categorie="agglo") == {"karim"}
    assert listes(chez_l_animatrice, categorie="ville") == set()
    assert listes(chez_l_animatrice, etat="suspendu") == {"lea"}
    assert listes(chez_l_animatrice, q="\x00", etat="inconnu") == {"animatrice", "helene", "karim", "lea"}
    assert "Aucun membre" in chez_l_animatrice.get("/gestion/membres/?q=zzz").content.decode()


def test_suspendre_puis_retablir_avec_confirmation(chez_l_animatrice, annuaire, animatrice):
    karim = annuaire["karim"]
    adresse = f"/gestion/membres/{karim.pk}/suspendre/"
    assert "Suspendre ce compte" in chez_l_animatrice.get(adresse).content.decode()
    assert Membre.objects.get(pk=karim.pk).etat == Etat.ACTIF
    assert chez_l_animatrice.post(adresse)["Location"] == "/gestion/membres/"
    assert Membre.objects.get(pk=karim.pk).etat == Etat.SUSPENDU
    assert Ligne.objects.sur(karim).first().acteur == animatrice
    chez_l_animatrice.post(f"/gestion/membres/{karim.pk}/retablir/")
    assert Membre.objects.get(pk=karim.pk).etat == Etat.ACTIF


def test_on_ne_se_suspend_pas_soi_meme(chez_l_animatrice, animatrice):
    adresse = f"/gestion/membres/{animatrice.pk}/suspendre/"
    assert "On ne suspend pas son propre compte" in chez_l_animatrice.post(adresse, follow=True).content.decode()
    assert Membre.objects.get(pk=animatrice.pk).etat == Etat.ACTIF
    assert adresse not in chez_l_animatrice.get("/gestion/membres/").content.decode()


def test_journal(chez_l_animatrice, annuaire, animatrice):
    def verbes(**filtres):
        return {ligne.verbe for ligne in chez_l_animatrice.get("/gestion/journal/", filtres).context["page"]}

    consigner(acteur=animatrice, verbe="membre.noter", objet=annuaire["lea"], details={"note": 1})
    assert {"membre.noter", "membre.creer", "membre.suspendre"} <= verbes()
    assert verbes(verbe="membre.noter") == {"membre.noter"}
    assert verbes(q="animatrice@essai") == {"membre.noter"}
    assert verbes(depuis="2100-01-01") == set()
    assert "Aucun geste" in chez_l_animatrice.get("/gestion/journal/?depuis=2100-01-01").content.decode()
    for n in range(60):
        consigner(acteur=None, verbe=f"essai.n{n}")
    page = chez_l_animatrice.get("/gestion/journal/?page=2").context["page"]
    assert page.number == 2


@pytest.mark.parametrize("adresse", ["/gestion/", "/gestion/membres/", "/gestion/journal/"])
def test_autant_de_requetes_pour_un_que_pour_trois(chez_l_animatrice, creer, adresse):
    def requetes():
        chez_l_animatrice.get(adresse)
        with CaptureQueriesContext(connection) as vues:
            chez_l_animatrice.get(adresse)
        return [r["sql"] for r in vues.captured_queries]

    def ajouter(nom):
        membre = creer(nom, Public.FINANCEUR)
        affecter_poste(membre=membre, categorie=Public.PAYS, fonction="Agent·e", depuis=dt.date(2024, 1, 1))

    ajouter("un")
    une = requetes()
    ajouter("deux")
    ajouter("trois")
    assert len(requetes()) == len(une), une


def test_le_menu_de_wagtail_ne_mene_nulle_part_d_inutile(chez_l_animatrice):
    from django.test import RequestFactory
    from wagtail.admin.menu import admin_menu

    request = RequestFactory().get("/gestion/pages/")
    request.user = Membre.objects.get(email="animatrice@essai.example")
    entrees = sorted(admin_menu.menu_items_for_request(request), key=lambda entree: entree.order)
    assert [entree.name for entree in entrees] == ["ma-journee", "explorer", "redirects"]


FERMES = [
    "users",
    "groups",
    "workflows/list",
    "images",
    "images/chooser",
    "documents",
    "sites",
    "collections",
    "reports/site-history",
    "pages/1/privacy",
]


@pytest.mark.parametrize("role", ["animatrice", "administration"])
def test_ecrans_de_wagtail_sans_usage_fermes(client, db, request, role):
    client.force_login(request.getfixturevalue(role))
    assert {client.get(f"/gestion/{ecran}/").status_code for ecran in FERMES} == {404}
    assert client.get("/gestion/account/")["Location"] == "/mon-compte/"
