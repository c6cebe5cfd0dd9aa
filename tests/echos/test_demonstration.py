"""The échos of the demonstration: the season follows today, the archive keeps its own dates; made twice, nothing doubles."""

import datetime as dt
from random import Random

import pytest

from centre.espaces.enums import Public
from centre.publications.models import Commentaire
from centre.registre import Demonstration
from centre.temps import PARIS
from echos.demonstration import peupler_echos
from echos.models import Echo
from tests.personnes import membre

pytestmark = pytest.mark.django_db


@pytest.fixture
def peupler(db, monkeypatch):
    import echos.demonstration as module

    archive = [(cle, ligne) for cle, ligne in module._lignes() if cle == "caen-2005"]
    monkeypatch.setattr(module, "_lignes", lambda: archive)
    gens = {"pays": membre("pays", Public.PAYS), "agglo": membre("agglo", Public.AGGLO)}
    gens["animatrice"] = membre("animatrice", role=Public.ANIMATRICE)

    def faire(jour=dt.date(2026, 11, 23), *, canaris=False):
        peupler_echos(Demonstration(jour, Random(1), canaris=canaris, acquis={"membres": gens}))

    return faire


def test_l_echo_de_caen_garde_sa_date_quel_que_soit_le_jour(peupler):
    for jour in (dt.date(2026, 11, 23), dt.date(2027, 2, 1)):
        peupler(jour)
        echo = Echo.objects.get()
        assert (echo.lieu, echo.date_evenement, echo.exemple, echo.espace.slug) == ("Caen", dt.date(2005, 6, 16), True, "reseau")
        assert echo.date_publication == dt.datetime(2005, 6, 20, 9, 30, tzinfo=PARIS)
    assert "exemple" in echo.recit.lower()
    assert Commentaire.objects.get().cree_le.year == 2005


def test_il_porte_la_marque_des_fuites(peupler):
    peupler(canaris=True)
    echo = Echo.objects.get()
    assert all(f"canari-reseau-echo-{echo.pk}" in getattr(echo, champ) for champ in ("titre", "surprise", "recit", "retenir_1"))
    assert echo.date_publication.year == 2005
