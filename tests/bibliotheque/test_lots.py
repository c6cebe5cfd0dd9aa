"""Several notices at once: seen before, done with a line each, undone whole; never more readers."""

import datetime as dt

import pytest
from django.utils import timezone

from centre.journal.models import Ligne
from centre.publications.operations import enregistrer
from centre.themes.models import Famille, Theme
from ressources.bibliotheque.models import Echeance, Ressource
from ressources.bibliotheque.operations import Changement, appliquer, defaire
from tests.client import ClientInspecteur

from .conftest import espace, fichier_de, lire, notice

pytestmark = pytest.mark.django_db
DANS_UN_AN = timezone.localdate() + dt.timedelta(days=365)


@pytest.fixture
def client(animatrice):
    client = ClientInspecteur()
    client.force_login(animatrice)
    return client


@pytest.fixture
def themes(db):
    famille = Famille.objects.create(nom="Habitat", slug="habitat")
    return [Theme.objects.create(famille=famille, nom=nom, slug=nom.lower()) for nom in ("Logement", "Eau")]


def etat(objet):
    vive = Ressource.objects.get(pk=objet.pk)
    echeance = Echeance.objects.filter(ressource=vive).first()
    return vive.type, [t.nom for t in vive.themes.all()], vive.espace.slug, vive.espace_fichiers.slug, echeance and echeance.date


def test_choisir_voir_changer_puis_tout_defaire(client, animatrice, pays, themes):
    un, deux = notice(animatrice, "Un", voit="reseau", themes=[themes[1]]), notice(pays, "Deux", voit="reseau", type="outil")
    avant = etat(un), etat(deux)
    assert 'href="/ressources/lot/"' in lire(client.get("/ressources/"))
    assert "Deux" in lire(client.get("/ressources/lot/?q=deux"))
    corps = {
        "ressources": [un.pk, deux.pk], "type": "outil", "plus_de_themes": [themes[0].pk], "moins_de_themes": [themes[1].pk],
        "espace": espace("equipe").pk, "date": f"{DANS_UN_AN:%Y-%m-%d}",
    }  # fmt: skip
    page = lire(client.post("/ressources/lot/", corps))
    for mots in (
        "nature : Outil, au lieu de Guide",
        "+ thème Logement",
        "− thème Eau",
        "lue désormais par : Équipe",
        "Changer 2 notices",
    ):
        assert mots in page, mots
    assert (etat(un), etat(deux)) == avant
    reponse = client.post("/ressources/lot/", corps | {"confirmer": "oui"})
    assert etat(un) == etat(deux) == ("outil", ["Logement"], "equipe", "equipe", DANS_UN_AN)
    assert fichier_de(deux).espace.slug == "equipe"
    assert Ligne.objects.filter(verbe="ressource.en_lot", acteur=animatrice).count() == 2
    assert "Tout remettre comme avant" in lire(client.get(reponse.url))
    for _ in range(2):
        assert client.post(reponse.url).url == reponse.url
    assert (etat(un), etat(deux)) == avant
    assert Ligne.objects.filter(verbe="ressource.lot_defait").count() == 2
    assert "Remise comme avant." in lire(client.get(reponse.url))


def test_rien_ne_s_ouvre_a_plus_de_monde_et_le_reste_du_lot_se_fait(client, animatrice):
    reservee, publique = notice(animatrice, "Réservée", voit="reseau"), notice(animatrice, "Publique", voit="ouvert")
    corps = {"ressources": [reservee.pk, publique.pk], "espace": espace("public-elargi").pk}
    page = lire(client.post("/ressources/lot/", corps))
    assert ("passez par « Ouvrir plus largement »" in page, "Changer 1 notice" in page) == (True, True)
    client.post("/ressources/lot/", corps | {"confirmer": "oui"})
    assert (etat(reservee)[2], etat(publique)[2:4]) == ("reseau", ("public-elargi", "public-elargi"))
    # and what was open to everybody is not opened again by undoing: that is checked, one by one
    cle = Ligne.objects.get(verbe="ressource.en_lot").details["lot"]
    faits, laisses = defaire(cle=cle, par=animatrice)
    assert (faits, [(str(objet), "Ouvrir plus largement" in mots) for objet, mots in laisses]) == (0, [("Publique", True)])
    assert etat(publique)[2] == "public-elargi"


def test_ce_qui_a_change_depuis_ou_attend_d_etre_publie_reste(animatrice):
    change, attend = notice(animatrice, "Change", voit="reseau"), notice(animatrice, "Attend", voit="reseau")
    texte = attend.version_a_modifier()
    texte.titre = "Autre titre"
    enregistrer(publication=texte, par=animatrice, version_lue=Ressource.objects.get(pk=attend.pk).latest_revision_id)
    cle, faits = appliquer(ressources=[change, attend], voulu=Changement(type="etude"), par=animatrice)
    assert (faits, etat(change)[0], etat(attend)[0]) == (1, "etude", "guide")
    appliquer(ressources=[change], voulu=Changement(type="fiche"), par=animatrice)
    assert defaire(cle=cle, par=animatrice) == (0, [(change, "Elle a encore changé depuis.")])
    assert etat(change)[0] == "fiche"


def test_l_equipe_seule_et_ce_qui_manque_se_dit(client, animatrice, pays):
    objet = notice(pays, "Guide", voit="reseau")
    for corps, mots in (
        ({"type": "outil"}, "Cochez au moins un document."),
        ({"ressources": [objet.pk]}, "Choisissez au moins une chose à changer."),
        ({"ressources": [999999], "type": "outil"}, "Un document n’est plus là."),
    ):
        reponse = client.post("/ressources/lot/", corps)
        assert (reponse.status_code, mots in lire(reponse)) == (422, True), mots
    client.force_login(pays)
    assert client.post("/ressources/lot/", {"ressources": [objet.pk], "type": "outil", "confirmer": "oui"}).status_code == 404
    assert appliquer(ressources=[notice(animatrice, "À elle", voit="reseau")], voulu=Changement(type="outil"), par=pays)[1] == 0
    assert etat(objet)[0] == "guide"
