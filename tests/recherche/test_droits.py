"""Nobody finds, counts, narrows to or is suggested what they may not read."""

import datetime as dt

import pytest
from django.test import Client

from centre.catalogue.models import Entree
from centre.espaces.models import Espace
from centre.membres.models import Membre
from centre.recherche.models import Lexique, Texte
from centre.recherche.operations import actualiser_lexique
from centre.territoires.models import Territoire
from tests.catalogue.test_entrees import LU

from .outils import Page

ESPACES = ("ouvert", "public-elargi", "reseau", "ville", "pays", "equipe")


@pytest.fixture
def clients(personnes):
    """A browser per kind of reader. A suspended member's old session is still there."""
    clients = {"visiteur": Client()}
    for nom, personne in personnes.items():
        clients[nom] = Client()
        clients[nom].force_login(personne, backend="django.contrib.auth.backends.ModelBackend")
    return clients


@pytest.fixture
def canaris(atelier):
    """One piece in each espace: same visible word, and a canary in every field a search might read."""
    return {
        slug: atelier.faire(
            f"Bocage {slug} canarititre{slug.replace('-', '')}",
            slug,
            resume=f"canariresume{slug.replace('-', '')}",
            texte=f"canaritexte{slug.replace('-', '')}",
            date=dt.date(2000 + rang, 5, 1),
            territoires=(Territoire.objects.create(nom=f"Lieu {slug}", slug=f"lieu-{slug}", nature="pays").pk,),
        )
        for rang, slug in enumerate(ESPACES)
    }


@pytest.mark.parametrize("nom", LU)
def test_liste_instance_compte_et_facettes_disent_la_meme_chose(clients, canaris, nom):
    page = Page(clients[nom], q="bocage")
    assert {titre.split()[1] for titre in page.titres} == LU[nom]
    assert page.total == len(LU[nom])
    assert page.facette("type") == {"piece": len(LU[nom])}
    assert page.facette("territoire") == {f"lieu-{slug}": 1 for slug in LU[nom]}
    assert page.facette("annee") == {str(2000 + rang): 1 for rang, slug in enumerate(ESPACES) if slug in LU[nom]}
    lecteur = Membre.objects.filter(pk=clients[nom].session.get("_auth_user_id") or 0).first() or page.reponse.wsgi_request.user
    seules = {slug for slug, o in canaris.items() if Entree.objects.visibles_pour(lecteur).de_l_objet(o).exists()}
    assert seules == LU[nom]


@pytest.mark.parametrize("nom", LU)
def test_aucun_canari_ne_sort_de_son_espace(clients, canaris, nom):
    for slug in ESPACES:
        for champ in ("titre", "resume", "texte"):
            page = Page(clients[nom], q=f"canari{champ}{slug.replace('-', '')}")
            assert len(page.titres) == page.total == (slug in LU[nom])


@pytest.mark.parametrize("nom", LU)
def test_aucun_filtre_ne_trouve_ce_que_la_liste_cache(clients, canaris, nom):
    for rang, slug in enumerate(ESPACES):
        page = Page(clients[nom], q="bocage", territoire=f"lieu-{slug}", annee=str(2000 + rang))
        assert page.total == (slug in LU[nom])
        assert (f"Lieu {slug}" in page.texte) == (slug in LU[nom])


def test_une_suspension_vide_la_recherche_a_la_requete_suivante(clients, canaris, personnes):
    from centre.membres.operations import suspendre

    assert Page(clients["pays"], q="bocage").total == len(LU["pays"])
    suspendre(membre=personnes["pays"])
    assert Page(clients["pays"], q="bocage").total == 1


def test_un_objet_retire_deplace_ou_supprime_suit_aussitot(clients, canaris, atelier):
    visiteur, pays = clients["visiteur"], clients["pays"]
    assert Page(pays, q="canarititrereseau").total == 1
    atelier.changer(canaris["reseau"], espace_id=Espace.objects.get(slug="equipe").pk)
    assert Page(pays, q="canarititrereseau").total == 0
    atelier.changer(canaris["ouvert"], etat="retire")
    assert Page(visiteur, q="canarititreouvert").total == Page(clients["animatrice"], q="canarititreouvert").total == 0
    atelier.changer(canaris["ouvert"], etat="archive")
    assert Page(visiteur, q="canarititreouvert").total == 1
    canaris["ouvert"].delete()
    assert Page(visiteur, q="canarititreouvert").total == 0
    assert Texte.objects.filter(texte__contains="canaritexteouvert").count() == 0


def test_l_autrice_ne_trouve_pas_ce_qu_elle_a_retire(clients, atelier, personnes):
    objet = atelier.faire("Bocage à moi", "reseau", auteur_id=personnes["pays"].pk)
    assert Page(clients["pays"], q="bocage").total == 1
    atelier.changer(objet, etat="retire")
    assert Page(clients["pays"], q="bocage").total == 0


def test_avant_sa_date_rien_ne_se_trouve(clients, atelier, horloge_de_la_base):
    atelier.faire("Bocage de demain", date=dt.datetime(2999, 1, 1, tzinfo=dt.UTC))
    assert Page(clients["visiteur"], q="bocage").total == Page(clients["animatrice"], q="bocage").total == 0
    horloge_de_la_base(dt.datetime(2999, 1, 2, tzinfo=dt.UTC))
    assert Page(clients["visiteur"], q="bocage").total == 1


def test_un_objet_une_fois_et_chacun_a_sa_profondeur(clients, atelier):
    objet = atelier.nouvelle()
    atelier.montrer(
        objet,
        atelier.vue("Bocage, synthèse", adresse="/s/"),
        atelier.vue("Bocage, complet", "reseau", profondeur="complete", texte="canaridetail", adresse="/c/"),
    )
    assert (Page(clients["visiteur"], q="bocage").titres, Page(clients["visiteur"], q="canaridetail").titres) == (
        ["Bocage, synthèse"], [],
    )  # fmt: skip
    assert (Page(clients["pays"], q="bocage").titres, Page(clients["pays"], q="synthèse").titres) == (
        ["Bocage, complet"], ["Bocage, synthèse"],
    )  # fmt: skip


def test_le_lexique_ne_sait_que_les_mots_publics(canaris):
    actualiser_lexique()
    mots = set(Lexique.objects.filter(mot__startswith="canari").values_list("mot", flat=True))
    assert mots == {"canarititreouvert", "canariresumeouvert", "canaritexteouvert"}


@pytest.mark.parametrize("nom", ["visiteur", "pays", "animatrice"])
def test_une_faute_ne_fait_suggerer_que_des_mots_publics(clients, canaris, nom):
    actualiser_lexique()
    assert "Résultats pour « canarititreouvert »" in Page(clients[nom], q="canarititreouvetr").texte
    assert "canarititreequipe" not in Page(clients[nom], q="canarititreeqiupe").texte
    assert "canaritexteequipe" not in Page(clients[nom], q="canaritexteeqiupe").texte


def test_un_mot_qui_n_est_plus_public_n_est_plus_suggere_avant_meme_la_nuit(clients, canaris, atelier):
    actualiser_lexique()
    atelier.changer(canaris["ouvert"], espace_id=Espace.objects.get(slug="reseau").pk)
    assert "canarititreouvert" not in Page(clients["visiteur"], q="canarititreouvetr").texte
