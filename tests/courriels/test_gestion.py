"""The team's screens: did she get it, and what did not leave."""

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpResponse
from django.urls import reverse

from centre.courriels.models import Courriel
from centre.courriels.operations import envoyer, envoyer_du_compte
from centre.espaces.enums import Public
from centre.espaces.vues import reserve_a_l_equipe
from centre.membres.operations import creer_membre, donner_role
from centre.registre import journee
from centre.taches import vider_la_file

pytestmark = pytest.mark.django_db
LISTE = reverse("gestion_courriels:liste")
ECHECS = reverse("gestion_courriels:echecs")


@pytest.fixture
def courriels(lea, animatrice, boite):
    """One sent, one failed, one secret: in that order."""
    parti = envoyer(genre="essai", evenement="1", destinataire=lea, contexte={"titre": "Partie"})
    secret = envoyer_du_compte(
        genre="account/email/login_code", adresse="paul@ville.example", sujet="Votre code", texte="Code 481516"
    )
    vider_la_file()
    rate = envoyer(genre="essai", evenement="2", destinataire=animatrice, contexte={"titre": "Ratée"})
    Courriel.objects.filter(pk=rate.pk).update(etat="echec", tentatives=5, erreur="boite pleine")
    return parti, rate, secret


@pytest.fixture
def equipe(client, animatrice):
    client.force_login(animatrice)
    return client


def sujets(page):
    return re.findall(r'<th scope="row"><a href="[^"]+">([^<]+)</a>', page.content.decode())


def test_la_liste_se_cherche_par_adresse_et_par_etat(equipe, courriels):
    tous = ["Nouveau : Ratée", "Votre code", "Nouveau : Partie"]
    assert [s.replace("\u202f", " ").replace("\xa0", " ") for s in sujets(equipe.get(LISTE))] == tous
    assert len(sujets(equipe.get(LISTE, {"q": "LEA@"}))) == 1
    assert len(sujets(equipe.get(LISTE, {"etat": "envoye"}))) == 2
    assert len(sujets(equipe.get(ECHECS))) == 1
    assert len(sujets(equipe.get(LISTE, {"etat": "n’importe quoi"}))) == 3
    vide = equipe.get(LISTE, {"q": "personne@"}).content.decode()
    assert "Aucun courriel" in vide
    assert "personne@" in vide


def test_un_courriel_se_lit_sauf_un_secret(equipe, courriels):
    parti, rate, secret = (equipe.get(reverse("gestion_courriels:voir", args=[c.pk])).content.decode() for c in courriels)
    assert "vient de paraître" in parti
    assert "vient de paraître" in rate
    assert "boite pleine" in rate
    assert "Votre code" in secret
    assert "481516" not in secret
    assert [re.findall(r"/lien/[\w-]{20,}", page) for page in (parti, rate)] == [[], []]
    assert ["Renvoyer" in page for page in (parti, rate, secret)] == [False, True, False]


def test_un_secret_qui_attend_ne_se_lit_pas_non_plus(equipe):
    attend = envoyer_du_compte(
        genre="account/email/login_code", adresse="paul@ville.example", sujet="Votre code", texte="Code 481516"
    )
    page = equipe.get(reverse("gestion_courriels:voir", args=[attend.pk])).content.decode()
    assert "paul@ville.example" in page
    assert "481516" not in page


def test_renvoyer_un_echec(equipe, courriels, boite):
    _, rate, secret = courriels
    avant = len(boite())
    assert equipe.get(reverse("gestion_courriels:renvoyer", args=[rate.pk])).status_code == 405
    for courriel in (rate, secret):
        assert equipe.post(reverse("gestion_courriels:renvoyer", args=[courriel.pk])).status_code == 302
    vider_la_file()
    rate.refresh_from_db()
    assert (rate.etat, len(boite()) - avant) == ("envoye", 1)


def test_ma_journee_compte_les_echecs(animatrice, courriels):
    ligne = journee["courriels_en_echec"]
    assert (ligne.compter(animatrice), ligne.url_name) == (1, "gestion_courriels:echecs")


def test_la_vue_se_ferme_seule(rf, lea, animatrice):
    """Even where no middleware guards the address."""
    vue = reserve_a_l_equipe(lambda request: HttpResponse("dedans"))
    statuts = []
    for qui in (AnonymousUser(), lea, animatrice):
        requete = rf.get("/")
        requete.user = qui
        try:
            statuts.append(vue(requete).status_code)
        except Http404:
            statuts.append(404)
    assert statuts == [404, 404, 200]


def test_personne_d_autre_n_y_entre(client, lea, courriels):
    parti, rate, _ = courriels
    financeur = creer_membre(email="etat@prefecture.example", prenom="Élie", nom="Tat")
    donner_role(membre=financeur, role=Public.FINANCEUR)
    chemins = [
        LISTE,
        ECHECS,
        reverse("gestion_courriels:voir", args=[parti.pk]),
        reverse("gestion_courriels:renvoyer", args=[rate.pk]),
    ]
    for membre in (lea, financeur):
        client.force_login(membre)
        assert [client.get(chemin).status_code for chemin in chemins] == [404] * 4
        assert [client.post(chemin).status_code for chemin in chemins] == [404] * 4
    client.logout()
    assert [client.get(chemin).status_code for chemin in chemins] == [302] * 4
    rate.refresh_from_db()
    assert rate.etat == "echec"
