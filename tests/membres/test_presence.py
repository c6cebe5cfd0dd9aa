"""« Toujours en poste ? »: asked once a year, answered in one click; silence leads to sleep, then, with notice, to erasure."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.conf import settings
from django.db.models.functions import Now
from django.utils import timezone
from procrastinate.contrib.django import app

from centre.courriels.models import Courriel
from centre.courriels.operations import envoyer, envoyer_du_compte
from centre.espaces.enums import Public
from centre.membres.models import Membre, Presence
from centre.membres.operations import presence
from centre.taches import vider_la_file
from tests.horloge import avancer_a
from tests.personnes import MOT_DE_PASSE, membre

pytestmark = pytest.mark.django_db
DEPUIS = timezone.now()


def jours(nombre):
    """Move the database's clock to so many days after today, always a little later in the day: it goes on by itself meanwhile."""
    avancer_a(DEPUIS + dt.timedelta(days=nombre, hours=1, seconds=5 * nombre))


def nuit():
    """What the nightly jobs do, in their order."""
    faits = {nom: getattr(presence, nom)() for nom in ("interroger", "rappeler", "endormir", "prevenir", "oublier")}
    vider_la_file()
    return {nom: n for nom, n in faits.items() if n}


@pytest.fixture
def lea(horloge_de_la_base):
    return membre("lea", Public.PAYS)


def lien(genre):
    return re.search(r"http://[^/]+(/lien/\S+)", Courriel.objects.filter(genre=genre).latest("pk").texte)[1]


def avant_l_envoi(genre):
    """The link of a mail, before its sending masks it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("centre.courriels.envoi.masquer_liens", lambda texte: texte)
        return nuit(), lien(genre)


def test_on_demande_une_fois_par_an_et_on_rappelle_une_fois(lea):
    jours(364)
    assert nuit() == {}
    jours(365)
    assert (nuit(), nuit()) == ({"interroger": 1}, {})
    jours(385)
    assert nuit() == {}
    jours(386)
    assert (nuit(), nuit()) == ({"rappeler": 1}, {})
    assert list(Courriel.objects.order_by("pk").values_list("genre", "etat")) == [
        ("presence_demande", "envoye"), ("presence_rappel", "envoye")
    ]  # fmt: skip


def test_un_clic_repond_et_ouvrir_ne_suffit_pas(client, lea):
    jours(365)
    _, adresse = avant_l_envoi("presence_demande")
    page = client.get(adresse).content.decode()
    assert "Oui, toujours en poste" in page
    assert Presence.objects.get().confirmee_le is None
    assert "Merci, c’est noté" in client.post(adresse).content.decode()
    repondue = Presence.objects.get()
    assert (repondue.confirmee_le is not None, repondue.demandee_le, repondue.tour) == (True, None, 1)
    jours(365 + 364)
    assert nuit() == {}
    jours(365 + 366)
    assert nuit() == {"interroger": 1}
    assert Presence.objects.get().tour == 2


def test_le_silence_endort_et_le_sommeil_ne_recoit_rien(lea):
    for jour in (365, 386):
        jours(jour)
        nuit()
    jours(386 + 21)
    assert nuit() == {"endormir": 1}
    dormeuse = Membre.objects.get(pk=lea.pk)
    assert (dormeuse.dort, dormeuse.is_active) == (True, True)
    assert Courriel.objects.get(genre="presence_sommeil").etat == "envoye"
    envoyer(genre="donnees_pretes", evenement="x", destinataire=lea, contexte={"export": type("E", (), {"expire_le": DEPUIS})()})
    envoyer_du_compte(genre="login_code", adresse=lea.email, sujet="Code", texte="123456", membre=lea)
    vider_la_file()
    assert list(Courriel.objects.filter(genre__in=["donnees_pretes", "compte"]).order_by("pk").values_list("etat", "erreur")) == [
        ("annule", "le compte est en sommeil"), ("envoye", "")
    ]  # fmt: skip


def test_se_connecter_reveille(client, lea):
    for jour in (365, 386, 407):
        jours(jour)
        nuit()
    assert Membre.objects.get(pk=lea.pk).dort
    client.post("/connexion/", {"login": lea.email, "password": MOT_DE_PASSE})
    assert not Membre.objects.get(pk=lea.pk).dort
    assert "lea@test.example" in client.get("/mon-compte/").content.decode()


def test_qui_est_venu_depuis_la_question_ne_s_endort_pas(lea):
    for jour in (365, 386):
        jours(jour)
        nuit()
    Membre.objects.filter(pk=lea.pk).update(last_login=Now())
    jours(407)
    assert nuit() == {}
    assert not Membre.objects.get(pk=lea.pk).dort


def test_un_long_sommeil_est_annonce_puis_oublie(lea):
    for jour in (365, 386, 407):
        jours(jour)
        nuit()
    jours(407 + 609)
    assert nuit() == {}
    jours(407 + 610)
    (faits, adresse) = avant_l_envoi("presence_preavis")
    assert (faits, adresse.startswith("/lien/")) == ({"prevenir": 1}, True)
    assert "60 jours" in Courriel.objects.get(genre="presence_preavis").sujet.replace("\xa0", " ")
    jours(407 + 610 + 59)
    assert nuit() == {}
    jours(407 + 610 + 60)
    assert nuit() == {"oublier": 1}
    assert not Membre.objects.filter(pk=lea.pk).exists()


def test_le_lien_du_preavis_sauve_le_compte(client, lea):
    for jour in (365, 386, 407):
        jours(jour)
        nuit()
    jours(407 + 610)
    _, adresse = avant_l_envoi("presence_preavis")
    jours(407 + 610 + 50)
    client.post(adresse)
    jours(407 + 610 + 61)
    assert nuit() == {}
    assert not Membre.objects.get(pk=lea.pk).dort


def test_l_equipe_ne_s_endort_jamais(horloge_de_la_base):
    membre("animatrice", role=Public.ANIMATRICE)
    for jour in (365, 386, 407, 1017, 1080):
        jours(jour)
        assert nuit() == {}


def test_les_delais_sont_a_un_seul_endroit():
    assert settings.PRESENCE == {"demande": 365, "rappel": 21, "sommeil": 21, "preavis": 610, "effacement": 60, "lien": 120}
    assert (settings.EXPORT_JOURS, settings.FERMETURE_JOURS) == (7, 15)
    crons = {p.task.name: p.cron for p in app.periodic_registry.periodic_tasks.values()}
    assert (crons["membres.vivre"], crons["gestion.conserver"]) == ("5 1 * * *", "35 1 * * *")
