"""Outside the demonstration, the team has a second factor or does nothing."""

import importlib

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings as en_cours

from centre.membres.enums import Etat
from centre.membres.models import Membre

ADRESSES = ("/gestion/", "/gestion/membres/", "/gestion/pages/", "/espace/", "/echos/", "/jeudis/", "/recherche/?q=a")


@pytest.fixture
def exigee(settings):
    settings.MFA_EXIGEE_POUR_L_EQUIPE = True


@pytest.mark.usefixtures("exigee")
def test_sans_second_facteur_l_equipe_ne_lit_ni_ne_fait_rien(chez_l_animatrice, technicienne):
    for adresse in ADRESSES:
        reponse = chez_l_animatrice.get(adresse)
        assert (reponse.status_code, reponse["Location"]) == (302, "/mon-compte/verification/"), adresse
    assert chez_l_animatrice.post(f"/gestion/membres/{technicienne.pk}/suspendre/").status_code == 302
    assert Membre.objects.get(pk=technicienne.pk).etat == Etat.ACTIF
    for adresse in ("/mon-compte/", "/mon-compte/verification/", "/deconnexion/"):
        assert chez_l_animatrice.get(adresse).status_code == 200, adresse


@pytest.mark.usefixtures("exigee")
def test_avec_une_application_ou_pour_un_membre_tout_est_comme_avant(client, chez_l_animatrice, animatrice, technicienne):
    TOTP.activate(animatrice, generate_totp_secret())
    assert [chez_l_animatrice.get(adresse).status_code for adresse in ADRESSES[:2]] == [200, 200]
    client.force_login(technicienne)
    assert client.get("/espace/").status_code == 200
    assert client.get("/gestion/").status_code == 404


def test_elle_est_exigee_partout_sauf_en_demonstration():
    base, demo = (importlib.import_module(f"centre.settings.{nom}") for nom in ("base", "demo"))
    assert (base.MFA_EXIGEE_POUR_L_EQUIPE, demo.MFA_EXIGEE_POUR_L_EQUIPE) == (True, False)
    assert en_cours.MFA_EXIGEE_POUR_L_EQUIPE is False
