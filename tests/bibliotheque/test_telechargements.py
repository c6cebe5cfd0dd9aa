"""Downloads counted without anybody: what counts, what does not, who sees it."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from centre.publications.models import Telechargement
from centre.publications.telechargements import premier_mois
from tests.client import ClientInspecteur

from .conftest import fichier_de, lire, notice

pytestmark = pytest.mark.django_db
CE_MOIS = timezone.localdate().replace(day=1)


@pytest.fixture
def client():
    return ClientInspecteur()


def total():
    return sum(Telechargement.objects.values_list("nombre", flat=True))


def test_chaque_lecteur_compte_pour_un_et_rien_d_autre_n_est_garde(animatrice, ville):
    fichier = fichier_de(notice(animatrice, "Guide", voit="ouvert"))
    visiteur, membre = Client(), Client()
    membre.force_login(ville)
    for qui in (visiteur, visiteur, membre):
        b"".join(qui.get(fichier.get_absolute_url()))
    assert list(Telechargement.objects.values_list("fichier", "mois", "nombre")) == [(fichier.pk, CE_MOIS, 3)]
    assert [champ.name for champ in Telechargement._meta.get_fields()] == ["id", "fichier", "mois", "nombre"]


def test_ce_qui_ne_compte_pas(animatrice, ville):
    objet = notice(ville, "Guide", voit="reseau")
    adresse = fichier_de(objet).get_absolute_url()
    equipe, autrice, visiteur = Client(), Client(), Client()
    equipe.force_login(animatrice), autrice.force_login(ville)
    for qui in (equipe, autrice, visiteur):
        qui.get(adresse)
    public = fichier_de(notice(animatrice, "Public", voit="ouvert")).get_absolute_url()
    etag = equipe.get(public)["ETag"]
    visiteur.head(public)
    visiteur.get(public, headers={"range": "bytes=3-5"})
    visiteur.get(public, headers={"range": "bytes=90000-"})
    visiteur.get(public, headers={"if-none-match": etag})
    visiteur.get(public, headers={"user-agent": "Mozilla/5.0 (compatible; Googlebot/2.1)"})
    visiteur.get(public + "derniere/")
    visiteur.get(public + "page/1/")
    assert total() == 0
    visiteur.get(public, headers={"range": "bytes=0-"})
    assert total() == 1


def test_compter_est_une_requete_et_n_empeche_jamais_de_lire(animatrice, monkeypatch):
    adresse = fichier_de(notice(animatrice, "Guide", voit="ouvert")).get_absolute_url()
    visiteur = Client()
    visiteur.get(adresse)
    with CaptureQueriesContext(connection) as requetes:
        visiteur.get(adresse)
    assert [r["sql"].split()[0] for r in requetes if "telechargement" in r["sql"]] == ["INSERT"]
    monkeypatch.setattr(Telechargement._meta, "db_table", "n_existe_pas")
    with connection.execute_wrapper(_sans_casser_la_transaction):
        assert visiteur.get(adresse).status_code == 200


def _sans_casser_la_transaction(execute, sql, params, many, contexte):
    """As outside of a test: a statement that fails leaves the connection as it was."""
    if "n_existe_pas" not in sql:
        return execute(sql, params, many, contexte)
    from django.db import transaction

    with transaction.atomic():
        return execute(sql, params, many, contexte)


def test_l_equipe_lit_les_nombres_les_autres_non(client, animatrice, ville):
    deux, un = notice(animatrice, "Deux fois", voit="ouvert"), notice(animatrice, "Une fois", voit="reseau")
    lecteur = Client()
    lecteur.force_login(ville)
    for objet in (deux, deux, un):
        lecteur.get(fichier_de(objet).get_absolute_url())
    vieux = premier_mois() - dt.timedelta(days=1)
    Telechargement.objects.create(fichier=fichier_de(un), mois=vieux.replace(day=1), nombre=90)
    Telechargement.objects.create(fichier=fichier_de(deux), mois=premier_mois(), nombre=5)
    client.force_login(animatrice)
    assert "7 fois en douze mois, 2 ce mois-ci." in lire(client.get("/ressources/deux-fois/"))
    page = client.get("/ressources/telechargements/")
    assert [(ligne["ressource"].titre, ligne["an"], ligne["ce_mois"]) for ligne in page.context["lignes"]] == [
        ("Deux fois", 7, 2),
        ("Une fois", 1, 1),
    ]
    csv = client.get("/ressources/telechargements/?format=csv").content.decode()
    assert csv.splitlines()[1:] == ["Deux fois;7;2", "Une fois;1;1"]
    client.force_login(ville)
    assert client.get("/ressources/telechargements/").status_code == 404
    assert "en douze mois" not in lire(client.get("/ressources/deux-fois/"))


@pytest.mark.parametrize(
    ("jour", "attendu"),
    [
        (dt.date(2026, 11, 23), dt.date(2025, 12, 1)),
        (dt.date(2026, 12, 1), dt.date(2026, 1, 1)),
        (dt.date(2027, 1, 31), dt.date(2026, 2, 1)),
    ],
)
def test_douze_mois_avec_celui_ci(monkeypatch, jour, attendu):
    monkeypatch.setattr(timezone, "localdate", lambda: jour)
    assert premier_mois() == attendu
