"""An identity is linked, or no longer: the owner of the account is told, word for word, and cannot refuse it."""

from __future__ import annotations

import re

import pytest
from allauth.socialaccount.models import SocialAccount
from inline_snapshot import snapshot

from centre.courriels.enums import Etat as EtatDuCourriel
from centre.courriels.models import Courriel
from centre.courriels.operations import choisir
from centre.espaces.enums import Public
from centre.membres.operations import delier, reconnaitre
from centre.taches import vider_la_file
from tests.personnes import membre

pytestmark = pytest.mark.django_db
EMETTEUR = "https://identite.example"


@pytest.fixture
def ville():
    return membre("ville", Public.VILLE)


def entrer(qui):
    return reconnaitre(emetteur=EMETTEUR, sub="sub-1", adresse=qui.email)


def lu(genre: str) -> str:
    courriel = Courriel.objects.get(genre=genre)
    texte = re.sub(r"le \w+ \d+\w*\s\w+ \d{4} à \d+\sh(\s\d+)?", "le JOUR à HEURE", courriel.texte)
    return f"{courriel.sujet}\n\n{texte}"


def test_reliee_mot_pour_mot(ville):
    entrer(ville)
    assert lu("identite_reliee") == snapshot("""\
ProConnect ouvre désormais votre compte

Bonjour Ville,

Une identité ProConnect vient d’être reliée à votre compte, le JOUR à HEURE : elle permet d’y entrer sans mot de passe.

Ce n’était pas vous ? Déliez-la, puis prévenez le Centre :
http://localhost:8000/mon-compte/identites/

Extranet des Territoires
http://localhost:8000/
""")


def test_deliee_mot_pour_mot(ville):
    entrer(ville)
    identite = SocialAccount.objects.get()
    assert [delier(membre=ville, pk=identite.pk) for _ in range(2)] == [True, False]
    assert lu("identite_deliee") == snapshot("""\
ProConnect n’ouvre plus votre compte

Bonjour Ville,

Une identité ProConnect vient d’être déliée de votre compte, le JOUR à HEURE : elle n’y entre plus. Vos autres façons d’entrer n’ont pas changé.

Ce n’était pas vous ? Changez de mot de passe par « Mot de passe oublié » et prévenez le Centre.

Extranet des Territoires
http://localhost:8000/
""")


def test_un_courriel_par_liaison_aucun_par_connexion(ville):
    for _ in range(3):
        assert entrer(ville) == ville
    assert Courriel.objects.filter(genre="identite_reliee").count() == 1
    delier(membre=ville, pk=SocialAccount.objects.get().pk)
    entrer(ville)
    assert Courriel.objects.filter(genre="identite_reliee").count() == 2


def test_ces_messages_ne_se_refusent_pas_et_partent(ville):
    with pytest.raises(ValueError, match="ne peuvent pas être refusés"):
        choisir(membre=ville, genre="identite_reliee", recevoir=False)
    entrer(ville)
    vider_la_file()
    assert Courriel.objects.get(genre="identite_reliee").etat == EtatDuCourriel.ENVOYE


def test_personne_de_relie_personne_de_prevenu(ville):
    assert reconnaitre(emetteur=EMETTEUR, sub="sub-1", adresse="personne@test.example") is None
    assert Courriel.objects.count() == 0
