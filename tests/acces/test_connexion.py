"""Signing in: the ways, what they refuse, what they never tell, how often they may be tried."""

from __future__ import annotations

import inspect
import re
import threading
import time

import pytest
from allauth.account.models import EmailAddress
from allauth.core.internal import ratelimit
from allauth.usersessions.models import UserSession
from django.conf import settings as reglages
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, connections
from django.test import Client
from django.urls import NoReverseMatch, reverse

from centre.courriels.models import Courriel
from centre.espaces.acces import espaces_consultables
from centre.espaces.enums import Public
from centre.membres.enums import Etat
from centre.membres.models import Membre
from centre.membres.operations import creer_membre, retablir, suspendre
from centre.settings import demo
from tests.personnes import MOT_DE_PASSE, membre

pytestmark = pytest.mark.django_db

#: Whoever asks: an active member, a suspended one, a pending one, nobody.
ADRESSES = ("ville@test.example", "suspendu@test.example", "attente@test.example", "personne@test.example")


@pytest.fixture
def gens():
    ville = membre("ville", Public.VILLE)
    suspendu = membre("suspendu", Public.VILLE)
    suspendre(membre=suspendu)
    attente = membre("attente", etat=Etat.EN_ATTENTE)
    assert set(EmailAddress.objects.values_list("email", flat=True)) == set(ADRESSES[:3])
    return {"ville": ville, "suspendu": Membre.objects.get(pk=suspendu.pk), "attente": attente}


def connecter(client: Client, adresse: str, mot_de_passe: str = MOT_DE_PASSE, **en_tetes):
    return client.post("/connexion/", {"login": adresse, "password": mot_de_passe}, **en_tetes)


def est_entre(client: Client) -> bool:
    return client.get("/espace/").status_code == 200


def vue_du_dehors(reponse, adresse: str) -> tuple:
    """What somebody who tries addresses sees: status, headers, page; the address itself and the form's token aside."""
    page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", reponse.content.decode()).replace(adresse, "ICI")
    en_tetes = {nom: valeur for nom, valeur in reponse.headers.items() if nom not in ("Expires", "Date", "Content-Length")}
    return reponse.status_code, en_tetes, sorted(reponse.cookies), page


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


# --- limits ---


def test_cinq_erreurs_par_adresse_puis_on_attend(gens):
    for adresse in ADRESSES:
        for n in range(5):
            assert "incorrect" in connecter(Client(), adresse, "faux", REMOTE_ADDR=f"192.0.2.{n}").content.decode()
        bloque = connecter(Client(), adresse, "faux", REMOTE_ADDR="198.51.100.1").content.decode()
        assert "Trop d’essais manqués" in bloque, adresse
    assert "Trop d’essais" in connecter(Client(), ADRESSES[0], REMOTE_ADDR="198.51.100.2").content.decode()
    client = Client()
    client.post("/connexion/code/", {"email": ADRESSES[0]}, REMOTE_ADDR="198.51.100.3")
    code = re.search(r"^([A-Z0-9]{3,}(?:-[A-Z0-9]+)*)$", Courriel.objects.get().texte, re.M)[1]
    client.post("/connexion/code/saisir/", {"code": code}, REMOTE_ADDR="198.51.100.3")
    assert est_entre(client), "the true owner still has the code"


def test_les_reussites_ne_comptent_pas_comme_des_erreurs(gens):
    for _ in range(8):
        assert connecter(Client(), ADRESSES[0]).status_code == 302


def test_au_dela_la_page_429_est_la_notre(client, gens):
    for _ in range(5):
        assert client.post("/mot-de-passe/oublie/", {"email": "x@test.example"}).status_code == 302
    reponse = client.post("/mot-de-passe/oublie/", {"email": "x@test.example"})
    assert reponse.status_code == 429
    assert reponse.templates[0].name == "429.html"
    assert "Attendez une minute" in reponse.content.decode()
    assert "<style" not in reponse.content.decode()
    assert client.post("/mot-de-passe/oublie/", {"email": "y@test.example"}).status_code == 302


def test_demander_trop_de_codes(gens):
    for adresse in (ADRESSES[0], ADRESSES[3]):
        reponses = [Client().post("/connexion/code/", {"email": adresse}) for _ in range(4)]
        assert [r.status_code for r in reponses] == [302, 302, 302, 200], adresse
        assert "Trop d’essais" in reponses[-1].content.decode()


def test_les_limites_ordinaires_refusent_la_trente_et_unieme(gens):
    codes = [connecter(Client(), ADRESSES[0]).status_code for _ in range(31)]
    assert codes == [302] * 30 + [429]


def test_la_demonstration_accepte_trois_cents_connexions_par_minute(gens, settings):
    """DESIGN §7: nothing counts them by address, and what guesses one account's password is refused as anywhere."""
    settings.ACCOUNT_RATE_LIMITS = demo.ACCOUNT_RATE_LIMITS
    assert {connecter(Client(), ADRESSES[0]).status_code for _ in range(35)} == {302}
    assert ratelimit.get_rates(app="allauth.account", action="login") == []
    assert [
        (taux.amount, taux.duration, taux.per) for taux in ratelimit.get_rates(app="allauth.account", action="login_failed")
    ] == [(5, 300, "key")]
    for _ in range(5):
        assert "incorrect" in connecter(Client(), ADRESSES[0], "faux").content.decode()
    assert "Trop d’essais" in connecter(Client(), ADRESSES[0], "faux").content.decode()


@pytest.mark.django_db(transaction=True)
def test_les_limites_sont_communes_aux_processus():
    """The count lives in the database: another connection, as another process would, finds it spent."""
    assert reglages.CACHES["default"]["BACKEND"].endswith("DatabaseCache")
    assert reglages.CACHES["default"]["OPTIONS"]["MAX_ENTRIES"] >= 100_000
    creer_membre(email="ville@test.example", prenom="Ville", nom="Essai", mot_de_passe=MOT_DE_PASSE)
    vus = []

    def ailleurs(n: int) -> None:
        try:
            vus.append("Trop d’essais" in connecter(Client(), "ville@test.example", "faux").content.decode())
        finally:
            connections.close_all()

    try:
        for n in range(6):
            fil = threading.Thread(target=ailleurs, args=(n,))
            fil.start()
            fil.join()
    finally:
        cache.clear()
    assert vus == [False] * 5 + [True]


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


def test_le_compte_des_essais_n_attend_pas_le_disque():
    """Unlogged: lost in a crash, and so it may be; otherwise each sign-in would wait for some forty flushes."""
    with connection.cursor() as curseur:
        curseur.execute("SELECT relpersistence FROM pg_class WHERE relname = %s", [reglages.CACHES["default"]["LOCATION"]])
        assert curseur.fetchone() == ("u",)
    call_command("createcachetable", verbosity=0)


def test_une_connexion_attend_son_tour_plutot_que_d_etre_refusee():
    """Half the lock's own life and more; a lock left by a dead process is gone before that wait ends the wrong way."""
    assert "CACHE_LOCK_WAIT_TIMEOUT" in inspect.getsource(ratelimit.cache_lock)
    assert 5 <= ratelimit.CACHE_LOCK_WAIT_TIMEOUT < ratelimit.CACHE_LOCK_TIMEOUT


class Lent(MD5PasswordHasher):
    """As long as production's: eight sign-ins are then under way together."""

    algorithm = "lent"

    def verify(self, password, encoded):
        time.sleep(0.5)
        return super().verify(password, encoded)


@pytest.mark.django_db(transaction=True)
def test_huit_connexions_a_la_fois_passent_toutes(settings):
    settings.PASSWORD_HASHERS = [f"{__name__}.Lent"]
    settings.ACCOUNT_RATE_LIMITS = demo.ACCOUNT_RATE_LIMITS
    creer_membre(email="ville@test.example", prenom="Ville", nom="Essai", mot_de_passe=MOT_DE_PASSE)
    depart = threading.Barrier(8)
    vus = []

    def entrer() -> None:
        try:
            depart.wait()
            vus.append(connecter(Client(), "ville@test.example").status_code)
        finally:
            connections.close_all()

    fils = [threading.Thread(target=entrer) for _ in range(8)]
    try:
        for fil in fils:
            fil.start()
        for fil in fils:
            fil.join()
    finally:
        cache.clear()
    assert vus == [302] * 8
