"""The season of the demonstration registers in every way there is, and once."""

import pytest

from jeudis.enums import EtatInscription, EtatVoeu
from jeudis.models import Inscription, Jeudi, Regles, Reponse, Trajet, Voeu

from .test_contenu import peupler

__all__ = ["peupler"]

pytestmark = [pytest.mark.django_db, pytest.mark.complet]


def compte():
    return [modele.objects.count() for modele in (Inscription, Jeudi, Regles, Reponse, Trajet, Voeu)]


def test_chaque_facon_de_s_inscrire_se_voit_une_fois(peupler):
    peupler(False)
    premier = compte()
    a_venir = Jeudi.objects.a_venir().publies().filter(annule_le__isnull=True)
    assert set(a_venir) == set(Jeudi.objects.filter(regles__isnull=False))
    assert Reponse.objects.filter(question__genre="accessibilite", valeurs__contains=["Sous-titres"]).exists()
    assert Voeu.objects.filter(etat=EtatVoeu.RETENU).count() > 3
    assert Regles.objects.filter(part=60, ouverture_le__isnull=False).count() == 1
    assert Regles.objects.filter(offre=True).exists()
    coins = Trajet.objects.values_list("inscription__jeudi", "territoire")
    assert len(set(coins)) < len(coins), "two people share a ride"
    sans_compte = Inscription.objects.exclude(courriel="").values_list("jeudi__espace_inscription__slug", "etat")
    assert {etat for _, etat in sans_compte} >= {EtatInscription.INSCRIT, EtatInscription.A_CONFIRMER}
    assert {slug for slug, _ in sans_compte} == {"public-elargi"}
    peupler(False)
    assert compte() == premier
