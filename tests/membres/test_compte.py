"""« Mon compte »: every page of it, in our look and in French, and what each one changes."""

from __future__ import annotations

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from centre.courriels.models import Courriel
from centre.espaces.enums import Public
from centre.membres.models import Membre
from centre.membres.urls import MON_COMPTE, SEUIL
from tests.personnes import MOT_DE_PASSE, membre

pytestmark = pytest.mark.django_db
NOUVEAU = "quatre mots sans rapport"


@pytest.fixture
def ville(client):
    qui = membre("ville", Public.VILLE)
    client.post("/connexion/", {"login": qui.email, "password": MOT_DE_PASSE})
    return qui


@pytest.fixture
def confirmee(client, ville):
    """Signed in, and confirmed again just now."""
    client.post("/mon-compte/confirmer/", {"password": MOT_DE_PASSE})
    return ville


def code_totp(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def ajouter_une_application(client) -> str:
    page = client.get("/mon-compte/verification/application/").content.decode()
    secret = re.search(r"<code>(\w+)</code>", page)[1]
    reponse = client.post("/mon-compte/verification/application/", {"code": code_totp(secret)})
    assert reponse["Location"] == "/mon-compte/verification/codes/"
    return secret


def sans_defaut(page: str) -> None:
    """French, our frame, nothing the strict policy would refuse, no label replaced by a placeholder."""
    corps = page.split("<main")[1].split("</main>")[0]
    assert '<html lang="fr">' in page
    assert page.count("<h1") == 1
    assert not re.search(r"\sstyle=|\son\w+=|<style", corps)
    assert all('type="application/json"' in balise or "src=" in balise for balise in re.findall(r"<script[^>]*>", page))
    assert "placeholder" not in corps
    for anglais in ("Email", "Password", "Sign In", "Authenticator", "Recovery", "Security", "Confirm "):
        assert anglais not in re.sub(r"<[^>]+>", " ", corps), anglais


def test_mon_compte_mene_a_tout(client, ville):
    page = client.get("/mon-compte/").content.decode()
    sans_defaut(page)
    for nom in ("account_email", "account_change_password", "mfa_index", "usersessions_list", "courriels:preferences"):
        assert f'href="{reverse(nom)}"' in page
    assert "ville@test.example" in page
    assert "agente" in page


def test_les_pages_d_entree_ont_notre_visage(client):
    parametres = {"key": "faux", "uidb36": "1"}
    for route in SEUIL:
        arguments = {nom: parametres[nom] for nom in route.pattern.converters or route.pattern.regex.groupindex}
        reponse = client.get(reverse(route.name, kwargs=arguments))
        assert reponse.status_code in (200, 302), route.name
        if reponse.status_code == 200:
            sans_defaut(reponse.content.decode())


def test_les_pages_du_compte_ont_notre_visage(client, confirmee):
    vues = set()
    for application in (False, True):
        if application:
            ajouter_une_application(client)
        for route in MON_COMPTE:
            if "pk" not in (route.pattern.converters or {}):
                reponse = client.get(reverse(route.name))
                assert reponse.status_code in (200, 302, 404), route.name
                if reponse.status_code == 200 and reponse["Content-Type"].startswith("text/html"):
                    sans_defaut(reponse.content.decode())
                    vues.add(route.name)
                    assert reponse["Cache-Control"] == "private, no-store" or "no-store" in reponse["Cache-Control"]
    assert vues == {
        "mon_compte", "account_change_password", "account_email", "account_reauthenticate", "mfa_reauthenticate",
        "usersessions_list", "mfa_index", "mfa_activate_totp", "mfa_deactivate_totp", "mfa_list_webauthn", "mfa_add_webauthn",
        "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "ma_fiche",
    }  # fmt: skip


def test_un_mot_de_passe_trop_facile_est_refuse(client, ville):
    page = client.get("/mon-compte/mot-de-passe/").content.decode()
    assert "Au moins 12 caractères" in page
    assert page.count('autocomplete="new-password"') == 2
    assert page.count('autocomplete="current-password"') == 1
    faux = client.post("/mon-compte/mot-de-passe/", {"oldpassword": "faux", "password1": NOUVEAU, "password2": NOUVEAU})
    assert "Ce n’est pas votre mot de passe actuel." in faux.content.decode()
    for refuse in ("onze-carac.", "q1w2e3r4t5y6", "ville@test.example"):
        corps = {"oldpassword": MOT_DE_PASSE, "password1": refuse, "password2": refuse}
        assert client.post("/mon-compte/mot-de-passe/", corps).status_code == 200, refuse
    assert Membre.objects.get().check_password(MOT_DE_PASSE)


def test_le_nouveau_mot_de_passe_deconnecte_les_autres_appareils(client, ville):
    ailleurs = Client()
    ailleurs.post("/connexion/", {"login": ville.email, "password": MOT_DE_PASSE})
    corps = {"oldpassword": MOT_DE_PASSE, "password1": NOUVEAU, "password2": NOUVEAU}
    assert client.post("/mon-compte/mot-de-passe/", corps).status_code == 302
    assert client.get("/mon-compte/").status_code == 200
    assert ailleurs.get("/mon-compte/").status_code == 302
    assert [c.sujet for c in Courriel.objects.all()] == ["Votre mot de passe a changé"]


def test_un_compte_sans_mot_de_passe_en_choisit_un(client):
    qui = membre("ville", Public.VILLE)
    qui.set_unusable_password()
    qui.save()
    client.force_login(qui, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/mon-compte/mot-de-passe/")["Location"] == "/mon-compte/mot-de-passe/choisir/"
    page = client.get("/mon-compte/mot-de-passe/choisir/").content.decode()
    sans_defaut(page)
    assert client.post("/mon-compte/mot-de-passe/choisir/", {"password1": NOUVEAU, "password2": NOUVEAU}).status_code == 302
    assert Membre.objects.get().check_password(NOUVEAU)


def test_changer_d_adresse_de_bout_en_bout(client, confirmee):
    client.post("/mon-compte/adresse/", {"email": "neuve@test.example", "action_add": ""})
    page = client.get("/mon-compte/adresse/").content.decode()
    assert "Changement à confirmer" in page
    assert Membre.objects.get().email == "ville@test.example"
    courriel = Courriel.objects.get()
    assert courriel.adresse == "neuve@test.example"
    lien = re.search(r"http://testserver(/confirmer-adresse/\S+)", courriel.texte)[1]
    page = client.get(lien).content.decode()
    sans_defaut(page)
    assert Membre.objects.get().email == "ville@test.example", "reading the link changes nothing"
    client.post(lien)
    assert Membre.objects.get().email == "neuve@test.example"
    assert [(a.email, a.verified, a.primary) for a in EmailAddress.objects.all()] == [("neuve@test.example", True, True)]
    prevenue = Courriel.objects.exclude(pk=courriel.pk).get()
    assert (prevenue.adresse, prevenue.sujet) == ("ville@test.example", "L’adresse de votre compte a changé")
    assert Client().post("/connexion/", {"login": "neuve@test.example", "password": MOT_DE_PASSE}).status_code == 302


def test_garder_son_adresse(client, confirmee):
    client.post("/mon-compte/adresse/", {"email": "neuve@test.example", "action_add": ""})
    client.post("/mon-compte/adresse/", {"email": "neuve@test.example", "action_remove": ""})
    assert [a.email for a in EmailAddress.objects.all()] == ["ville@test.example"]


def test_l_adresse_d_un_autre_compte_ne_se_prend_pas(client, confirmee):
    autre = membre("autre", Public.VILLE)
    client.post("/mon-compte/adresse/", {"email": autre.email, "action_add": ""})
    for courriel in Courriel.objects.all():
        if lien := re.search(r"http://testserver(/confirmer-adresse/\S+)", courriel.texte):
            client.get(lien[1])
            client.post(lien[1])
    assert sorted(Membre.objects.values_list("email", flat=True)) == ["autre@test.example", "ville@test.example"]
    assert Client().post("/connexion/", {"login": autre.email, "password": MOT_DE_PASSE})["Location"] == "/espace/"


@pytest.mark.parametrize(
    "chemin",
    [
        "/mon-compte/verification/application/",
        "/mon-compte/verification/cles/ajouter/",
        "/mon-compte/verification/codes/refaire/",
    ],
)
def test_un_moyen_se_change_apres_confirmation(client, ville, chemin):
    confirmer = client.get(chemin)["Location"]
    assert confirmer.startswith("/mon-compte/confirmer/?next=")
    page = client.get(confirmer).content.decode()
    sans_defaut(page)
    assert "même si vous venez de vous connecter" in page.replace("\u202f", " ")
    assert client.post(confirmer, {"password": "faux"}).status_code == 200
    assert client.get(chemin).status_code == 302
    client.post(confirmer, {"password": MOT_DE_PASSE})
    assert client.get(chemin).status_code == 200


def test_application_de_codes_de_bout_en_bout(client, confirmee):
    secret = ajouter_une_application(client)
    garde = Authenticator.objects.get(type=Authenticator.Type.TOTP).data["secret"]
    assert secret not in garde
    assert len(garde) > 60
    codes = re.findall(r"<code>(\d{8})</code>", client.get("/mon-compte/verification/codes/").content.decode())
    assert len(codes) == 10
    assert client.get("/mon-compte/verification/codes/telecharger/").content.decode().split() == codes
    entrante = Client()
    reponse = entrante.post("/connexion/", {"login": confirmee.email, "password": MOT_DE_PASSE})
    assert reponse["Location"] == "/connexion/verification/"
    assert entrante.get("/mon-compte/").status_code == 302, "the password alone no longer opens"
    sans_defaut(entrante.get("/connexion/verification/").content.decode())
    assert "Ce code n’est pas le bon." in entrante.post("/connexion/verification/", {"code": "000000"}).content.decode()
    assert entrante.post("/connexion/verification/", {"code": codes[0]})["Location"] == "/espace/"
    assert entrante.get("/mon-compte/").status_code == 200
    autre = Client()
    autre.post("/connexion/", {"login": confirmee.email, "password": MOT_DE_PASSE})
    autre.post("/connexion/verification/", {"code": codes[0]})
    assert autre.get("/mon-compte/").status_code == 302, "a recovery code serves once"
    client.post("/mon-compte/verification/application/retirer/", {})
    assert not Authenticator.objects.exists()


def test_les_cles_d_autrui_n_existent_pas(client, confirmee):
    autre = membre("autre", Public.VILLE)
    cle = Authenticator.objects.create(user=autre, type=Authenticator.Type.WEBAUTHN, data={"name": "canari", "credential": {}})
    for geste in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        adresse = reverse(geste, args=[cle.pk])
        assert client.get(adresse).status_code == client.post(adresse, {"name": "prise"}).status_code == 404
    assert "canari" not in client.get("/mon-compte/verification/cles/").content.decode()
    assert Authenticator.objects.get().data["name"] == "canari"


def test_deconnecter_les_autres_appareils(client, ville):
    ailleurs = Client(HTTP_USER_AGENT="Téléphone perdu")
    ailleurs.post("/connexion/", {"login": ville.email, "password": MOT_DE_PASSE})
    page = client.get("/mon-compte/appareils/").content.decode()
    assert "Téléphone perdu" in page
    assert "Celui-ci." in page
    client.post("/mon-compte/appareils/")
    assert ailleurs.get("/mon-compte/").status_code == 302
    assert client.get("/mon-compte/").status_code == 200
    assert "Téléphone perdu" not in client.get("/mon-compte/appareils/").content.decode()


def test_changer_de_mot_de_passe_vide_la_liste_des_appareils(client, ville):
    for _ in range(2):
        Client().post("/connexion/", {"login": ville.email, "password": MOT_DE_PASSE})
    assert UserSession.objects.count() == Session.objects.count() == 3
    corps = {"oldpassword": MOT_DE_PASSE, "password1": NOUVEAU, "password2": NOUVEAU}
    client.post("/mon-compte/mot-de-passe/", corps)
    assert [s.session_key for s in UserSession.objects.all()] == [client.session.session_key]
    assert Session.objects.count() == 1


def test_les_sessions_finies_ne_se_listent_pas_et_s_oublient(client, ville):
    telephone = Client(HTTP_USER_AGENT="Téléphone")
    telephone.post("/connexion/", {"login": ville.email, "password": MOT_DE_PASSE})
    Session.objects.filter(session_key=telephone.session.session_key).update(expire_date=timezone.now())
    assert "Téléphone" not in client.get("/mon-compte/appareils/").content.decode()
    assert "1 appareil." in client.get("/mon-compte/").content.decode()
    call_command("clearsessions")
    assert UserSession.objects.count() == 2
    Client().post("/connexion/", {"login": ville.email, "password": MOT_DE_PASSE})
    assert UserSession.objects.count() == Session.objects.count() == 2


@pytest.mark.parametrize("chemin", ["/mon-compte/", "/mon-compte/appareils/", "/connexion/"])
def test_autant_de_requetes_avec_un_appareil_qu_avec_quatre(client, ville, chemin):
    def cout() -> int:
        qui = client if chemin != "/connexion/" else Client()
        geste = qui.get if chemin != "/connexion/" else qui.post
        with CaptureQueriesContext(connection) as requetes:
            reponse = geste(chemin, {"login": ville.email, "password": MOT_DE_PASSE})
        assert reponse.status_code == (302 if chemin == "/connexion/" else 200)
        return len([r for r in requetes if '"cache"' not in r["sql"] and "SAVEPOINT" not in r["sql"]])

    cout()
    un = cout()
    for _ in range(3):
        Client().post("/connexion/", {"login": ville.email, "password": MOT_DE_PASSE})
    assert cout() == un
