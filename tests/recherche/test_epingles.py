"""What the team puts first or leaves out, and its words: never more than what each may read."""

import re

import pytest
from django.test import Client

from centre.catalogue.models import Entree
from centre.espaces.models import Espace
from centre.recherche.epingles import epingler
from centre.recherche.models import Epingle, Equivalence, QuestionVaine

from .outils import Page, texte

pytestmark = pytest.mark.django_db


@pytest.fixture
def connecte(personnes):
    def ouvrir(nom):
        client = Client()
        client.force_login(personnes[nom], backend="django.contrib.auth.backends.ModelBackend")
        return client

    return ouvrir


def conseillees(page):
    section = re.search(r'<section class="encart" aria-labelledby="choisi">(.*?)</section>', page.principal, re.DOTALL)
    return [texte(t) for t in re.findall(r"<h3>(.*?)</h3>", section[1], re.DOTALL)] if section else []


def entree(objet):
    return Entree.objects.de_l_objet(objet).latest("rang")


def test_une_page_epinglee_vient_en_premier_pour_qui_peut_la_lire(atelier, client, connecte, personnes):
    publique, reservee = atelier.faire("Le mode d’emploi"), atelier.faire("Le mode d’emploi de l’équipe", "equipe")
    for objet in (publique, reservee):
        epingler(mots="Comment s’inscrire", entree=entree(objet), ecartee=False, par=personnes["animatrice"])
    for q in ("comment s’inscrire", "COMMENT  S’INSCRIRE"):
        assert conseillees(Page(client, q=q)) == ["Le mode d’emploi"]
    assert conseillees(Page(connecte("animatrice"), q="comment s’inscrire")) == [
        "Le mode d’emploi",
        "Le mode d’emploi de l’équipe",
    ]
    assert conseillees(Page(client, q="s’inscrire")) == []
    assert QuestionVaine.objects.filter(cle__contains="comment").count() == 0
    atelier.changer(publique, etat="retire")
    assert conseillees(Page(client, q="comment s’inscrire")) == []


def test_une_epingle_montre_la_profondeur_que_chacun_peut_lire(atelier, client, connecte, personnes):
    objet = atelier.nouvelle()
    atelier.montrer(objet, atelier.vue("Synthèse"), atelier.vue("Complet", "reseau", profondeur="complete", adresse="/c/"))
    epingler(mots="bilan", entree=entree(objet), ecartee=False, par=personnes["animatrice"])
    assert conseillees(Page(client, q="bilan")) == ["Synthèse"]
    assert conseillees(Page(connecte("pays"), q="bilan")) == ["Complet"]


def test_une_page_ecartee_quitte_une_recherche_ou_toutes(atelier, client, personnes):
    une, autre = atelier.faire("Bocage normand"), atelier.faire("Bocage vendéen")
    epingler(mots="bocage", entree=entree(une), ecartee=True, par=personnes["animatrice"])
    assert Page(client, q="bocage").titres == ["Bocage vendéen"]
    assert Page(client, q="bocage normand").titres == ["Bocage normand"]
    epingler(mots="", entree=entree(autre), ecartee=True, par=personnes["animatrice"])
    assert (Page(client, q="bocage").titres, Page(client, q="vendéen").titres) == ([], [])


def test_l_ecran_epingle_ecarte_et_retire(atelier, connecte):
    atelier.faire("Bocage", adresse="/bocage/")
    equipe, adresse = connecte("animatrice"), "/gestion/recherche/epingles/"
    for faits in ({"mots": "a", "page": "/nulle-part/"}, {"mots": "", "page": "/bocage/"}, {"mots": "a", "page": ""}):
        reponse = equipe.post(adresse, faits)
        assert reponse.status_code == 422
        assert f'value="{faits["page"]}"' in reponse.content.decode() or not faits["page"]
    for _ in range(2):
        assert equipe.post(adresse, {"mots": "Haies", "page": "https://exemple.example/bocage/?x=1"}).status_code == 302
    assert [str(e) for e in Epingle.objects.all()] == ["Haies : Bocage"]
    assert "Bocage" in equipe.get(adresse).content.decode()
    assert equipe.post(adresse, {"geste": "retirer", "epingle": Epingle.objects.get().pk}).status_code == 302
    assert equipe.post(adresse, {"geste": "retirer", "epingle": "x"}).status_code == 404
    assert Epingle.objects.count() == 0


def test_l_ecran_des_mots_ajoute_et_retire(atelier, client, connecte):
    atelier.faire("Le bateau-logement")
    equipe, adresse = connecte("animatrice"), "/gestion/recherche/mots/"
    for faits in (
        {"terme": "Péniche", "equivalent": "peniche", "nature": "synonyme"},
        {"terme": "", "equivalent": "x", "nature": "x"},
    ):
        assert equipe.post(adresse, faits).status_code == 422
    mots = {"terme": "péniche", "equivalent": "bateau-logement", "nature": "synonyme"}
    assert [equipe.post(adresse, mots).status_code for _ in range(2)] == [302, 422]
    assert Page(client, q="péniche").titres == ["Le bateau-logement"]
    equipe.post(adresse, {"geste": "retirer", "equivalence": Equivalence.objects.get().pk})
    assert Page(client, q="péniche").titres == []


def test_l_ecran_ne_nomme_pas_ce_que_l_equipe_elle_meme_ne_lit_pas(atelier, connecte, personnes):
    objet = atelier.faire("Bocage secret")
    epingler(mots="bocage", entree=entree(objet), ecartee=False, par=personnes["animatrice"])
    assert "Bocage secret" in connecte("animatrice").get("/gestion/recherche/epingles/").content.decode()
    atelier.changer(objet, espace_id=Espace.objects.create(nom="À part", slug="a-part").pk)
    assert "Bocage secret" not in connecte("animatrice").get("/gestion/recherche/epingles/").content.decode()
