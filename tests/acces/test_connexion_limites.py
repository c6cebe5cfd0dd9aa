"""How often signing in may be tried, by how many at once."""

from __future__ import annotations

import inspect
import re
import threading
import time

import pytest
from allauth.core.internal import ratelimit
from django.conf import settings as reglages
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, connections
from django.test import Client

from centre.courriels.models import Courriel
from centre.membres.operations import creer_membre
from centre.settings import demo
from tests.personnes import MOT_DE_PASSE

from .connexions import ADRESSES, connecter, est_entre

pytestmark = pytest.mark.django_db


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
