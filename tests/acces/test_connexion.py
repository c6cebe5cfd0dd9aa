"""Signing in: the ways, what they refuse, what they never tell, how often they may be tried."""

from __future__ import annotations

import re

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client
from django.urls import NoReverseMatch, reverse

from centre.courriels.models import Courriel
from centre.espaces.acces import espaces_consultables
from centre.espaces.enums import Public
from centre.membres.models import Membre
from centre.membres.operations import retablir, suspendre
from tests.personnes import MOT_DE_PASSE, membre

from .connexions import ADRESSES, connecter, est_entre, vue_du_dehors

pytestmark = pytest.mark.django_db


# --- entering ---


def test_on_entre_avec_adresse_et_mot_de_passe(client, gens):
    reponse = connecter(client, "Ville@TEST.example")
    assert (reponse.status_code, reponse["Location"]) == (302, "/espace/")
    assert est_entre(client)


def test_la_page_de_connexion(client):
    page = client.get("/connexion/").content.decode()
    assert 'name="login"' in page
    assert 'autocomplete="username"' in page
    assert 'name="password"' in page
    assert 'autocomplete="current-password"' in page
    assert 'href="/connexion/code/"' in page
    assert 'href="/mot-de-passe/oublie/"' in page
    assert 'action="/connexion/cle/"' in page
    assert "placeholder" not in page.split("<main")[1]
    assert "inscription" not in page
    assert client.get("/connexion/")["Cache-Control"].count("no-store") == 1


def test_on_sort(client, gens):
    connecter(client, "ville@test.example")
    assert client.get("/deconnexion/").status_code == 200
    assert est_entre(client), "reading the page signs nobody out"
    assert client.post("/deconnexion/")["Location"] == "/"
    assert not est_entre(client)


def test_on_entre_avec_un_code(client, gens):
    reponse = client.post("/connexion/code/", {"email": "ville@test.example"})
    assert (reponse.status_code, reponse["Location"]) == (302, "/connexion/code/saisir/")
    courriel = Courriel.objects.get()
    code = re.search(r"^([A-Z0-9]{3,}(?:-[A-Z0-9]+)*)$", courriel.texte, re.M)[1]
    assert client.post("/connexion/code/saisir/", {"code": "FAUX-CODE"}).status_code == 200
    assert not est_entre(client)
    client.post("/connexion/code/saisir/", {"code": code.lower()})
    assert est_entre(client)
    autre = Client()
    autre.post("/connexion/code/saisir/", {"code": code})
    assert not est_entre(autre)


def test_le_code_meurt_apres_trois_erreurs(client, gens):
    client.post("/connexion/code/", {"email": "ville@test.example"})
    code = re.search(r"^([A-Z0-9]{3,}(?:-[A-Z0-9]+)*)$", Courriel.objects.get().texte, re.M)[1]
    for _ in range(3):
        client.post("/connexion/code/saisir/", {"code": "FAUX-CODE"})
    client.post("/connexion/code/saisir/", {"code": code})
    assert not est_entre(client)


def test_mot_de_passe_oublie_de_bout_en_bout(client, gens):
    ancien = Client()
    connecter(ancien, "ville@test.example")
    assert client.post("/mot-de-passe/oublie/", {"email": "ville@test.example"})["Location"] == "/mot-de-passe/oublie/envoye/"
    lien = re.search(r"http://testserver(/mot-de-passe/nouveau/\S+)", Courriel.objects.get().texte)[1]
    choisir = client.get(lien)["Location"]
    assert choisir.endswith("-choisir/")
    page = client.get(choisir).content.decode()
    assert "Au moins 12 caractères" in page
    assert page.count('autocomplete="new-password"') == 2
    court = client.post(choisir, {"password1": "trop-court", "password2": "trop-court"})
    assert "12" in court.content.decode()
    nouveau = "quatre mots sans rapport"
    assert client.post(choisir, {"password1": nouveau, "password2": nouveau})["Location"] == "/mot-de-passe/nouveau/fait/"
    assert client.get("/mot-de-passe/nouveau/fait/").status_code == 200
    assert not est_entre(ancien), "the devices signed in with the old password are out"
    assert "plus valable" in Client().get(lien).content.decode()
    assert connecter(client, "ville@test.example").status_code == 200
    assert connecter(client, "ville@test.example", nouveau).status_code == 302
    assert [c.sujet for c in Courriel.objects.order_by("pk")] == ["Choisir un autre mot de passe", "Votre mot de passe a changé"]


def test_personne_ne_s_inscrit(client):
    for reponse in (
        client.get("/inscription/"),
        client.post("/inscription/", {"email": "x@test.example", "password1": "a" * 20}),
    ):
        assert reponse.status_code == 200
        assert "équipe du Centre ouvre chaque compte" in reponse.content.decode()
    assert not Membre.objects.exists()
    for page in ("/", "/connexion/", "/mot-de-passe/oublie/"):
        assert "/inscription/" not in client.get(page).content.decode()


# --- never telling who has an account ---


def test_mauvais_mot_de_passe_la_meme_page_pour_tous(gens):
    vues = [vue_du_dehors(connecter(Client(), adresse, "pas le bon mot"), adresse) for adresse in ADRESSES]
    assert vues[0][0] == 200
    assert "Adresse ou mot de passe incorrect." in vues[0][3]
    assert vues == [vues[0]] * 4


def test_demander_un_code_la_meme_suite_pour_tous_et_un_seul_courriel(gens):
    vues = []
    for adresse in ADRESSES:
        client = Client()
        demande = client.post("/connexion/code/", {"email": adresse})
        saisie = client.get("/connexion/code/saisir/")
        faux = [client.post("/connexion/code/saisir/", {"code": "FAUX-CODE"}) for _ in range(3)]
        apres = client.get("/connexion/code/saisir/")
        vues.append([vue_du_dehors(reponse, adresse) for reponse in (demande, saisie, *faux, apres)])
    assert [vue[0] for vue in vues[0]] == [302, 200, 200, 200, 302, 302]
    assert vues == [vues[0]] * 4
    assert [c.adresse for c in Courriel.objects.all()] == ["ville@test.example"]


def test_oublier_son_mot_de_passe_la_meme_suite_pour_tous_et_un_seul_courriel(gens):
    vues = []
    for adresse in ADRESSES:
        client = Client()
        demande = client.post("/mot-de-passe/oublie/", {"email": adresse})
        vues.append([vue_du_dehors(reponse, adresse) for reponse in (demande, client.get(demande["Location"]))])
    assert vues[0][0][0] == 302
    assert vues == [vues[0]] * 4
    assert [c.adresse for c in Courriel.objects.all()] == ["ville@test.example"]


class Compteur(MD5PasswordHasher):
    """Counts the hashes computed: what a refusal costs in production is their number."""

    algorithm = "compteur"
    calculs = 0

    def encode(self, password, salt):
        type(self).calculs += 1
        return super().encode(password, salt)


def test_le_refus_coute_autant_de_hachages_pour_tous(gens, settings):
    settings.PASSWORD_HASHERS = [f"{__name__}.Compteur"]
    for qui in Membre.objects.all():
        qui.set_password(MOT_DE_PASSE)
        qui.save()
    couts = {}
    for adresse in ADRESSES:
        avant = Compteur.calculs
        connecter(Client(), adresse, "pas le bon mot")
        couts[adresse] = Compteur.calculs - avant
    assert set(couts.values()) == {2}, couts


def test_changer_pour_l_adresse_d_un_autre_ne_l_apprend_pas(gens):
    vues = []
    for adresse in ADRESSES[1:]:
        qui = membre(f"auteur-de-{adresse.partition('@')[0]}", Public.VILLE)
        client = Client()
        connecter(client, qui.email)
        client.post("/mon-compte/confirmer/", {"password": MOT_DE_PASSE})
        reponse = client.post("/mon-compte/adresse/", {"email": adresse, "action_add": ""})
        vues.append(
            (
                reponse.status_code,
                reponse["Location"],
                [str(m) for m in reponse.wsgi_request._messages] == [f"Un lien est parti à {adresse}."],
            )
        )
    assert vues == [(302, "/mon-compte/adresse/", True)] * 3


# --- suspended and pending ---


@pytest.mark.parametrize("qui", ["suspendu", "attente"])
def test_inactif_avec_le_bon_mot_de_passe(client, gens, qui):
    reponse = connecter(client, gens[qui].email)
    assert (reponse.status_code, reponse["Location"]) == (302, "/connexion/inactif/")
    page = client.get("/connexion/inactif/").content.decode()
    assert "contactez le Centre" in page
    assert "suspen" not in page.lower()
    assert not est_entre(client)
    assert {e.slug for e in espaces_consultables(gens[qui])} == {"ouvert"}


def test_suspendre_ferme_au_clic_suivant_et_retablir_ne_ranime_rien(client, gens):
    ville = gens["ville"]
    connecter(client, ville.email)
    sans_ligne = Client()
    sans_ligne.force_login(ville)
    UserSession.objects.filter(session_key=sans_ligne.session.session_key).delete()
    assert est_entre(client)
    assert est_entre(sans_ligne)
    suspendre(membre=ville)
    assert client.get("/espace/")["Location"] == "/connexion/?next=/espace/"
    assert not est_entre(sans_ligne)
    assert not UserSession.objects.filter(user=ville).exists()
    biscuit = client.cookies["sessionid"].value
    retablir(membre=ville)
    client.cookies["sessionid"] = biscuit
    assert not est_entre(client)
    assert not est_entre(sans_ligne), "even a session nobody had listed"
    assert connecter(Client(), ville.email)["Location"] == "/espace/"


def test_un_courriel_en_attente_a_une_personne_suspendue_ne_part_pas(client, gens, settings):
    from centre.taches import vider_la_file

    client.post("/connexion/code/", {"email": "ville@test.example"})
    suspendre(membre=gens["ville"])
    vider_la_file()
    assert Courriel.objects.get().etat == "annule"
    assert not list(settings.COURRIELS_DOSSIER.glob("*.eml")) if settings.COURRIELS_DOSSIER.exists() else True


def test_le_code_demande_avant_la_suspension_n_ouvre_plus(client, gens):
    client.post("/connexion/code/", {"email": "ville@test.example"})
    code = re.search(r"^([A-Z0-9]{3,}(?:-[A-Z0-9]+)*)$", Courriel.objects.get().texte, re.M)[1]
    suspendre(membre=gens["ville"])
    client.post("/connexion/code/saisir/", {"code": code})
    assert not est_entre(client)


def test_le_lien_demande_avant_la_suspension_n_ouvre_plus(client, gens):
    client.post("/mot-de-passe/oublie/", {"email": "ville@test.example"})
    lien = re.search(r"http://testserver(/mot-de-passe/nouveau/\S+)", Courriel.objects.get().texte)[1]
    suspendre(membre=gens["ville"])
    choisir = client.get(lien)
    if choisir.status_code == 302:
        client.post(choisir["Location"], {"password1": "quatre mots sans rapport", "password2": "quatre mots sans rapport"})
    connecter(client, "ville@test.example", "quatre mots sans rapport")
    assert not est_entre(client)


# --- addresses ---


@pytest.mark.parametrize(
    "nom",
    [
        "mfa_trust",
        "mfa_signup_webauthn",
        "account_signup_by_passkey",
        "account_verify_phone",
        "account_confirm_password_reset_code",
    ],
)
def test_ce_qui_ne_sert_pas_n_a_pas_d_adresse(nom):
    with pytest.raises(NoReverseMatch):
        reverse(nom)


@pytest.mark.parametrize(
    "chemin", ["/accounts/login/", "/login/", "/connexion/login/", "/mon-compte/totp/activate/", "/gestion/password_reset/"]
)
def test_aucune_adresse_anglaise(chemin):
    assert Client().get(chemin).status_code in (302, 404)
    if not chemin.startswith(("/mon-compte/", "/gestion/")):
        assert Client().get(chemin).status_code == 404


def test_next_reste_dans_toutes_les_voies(client, gens):
    page = client.get("/connexion/?next=/echos/").content.decode()
    assert 'name="next" value="/echos/"' in page
    assert "/connexion/code/?next=%2Fechos%2F" in page
    page = client.get("/connexion/code/?next=/echos/").content.decode()
    assert 'name="next" value="/echos/"' in page
