"""The same number of queries with one person on the list and with four, one Jeudi to compare and three."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from centre.espaces.enums import Public
from jeudis.operations import dater, emettre_attestations, installer_les_questions, ouvrir_l_evaluation, pointer
from tests.jeudis.test_presences import geste, inscrite, journee
from tests.personnes import membre

pytestmark = pytest.mark.django_db
#: What the team opens, and what « pays » does.
EQUIPE = ("emargement", "emargement_etat", "feuille", "attestations", "evaluation")
LISTES = ("jeudis:emargements", "jeudis:evaluations", "jeudis:evaluations_csv")


def compter(client, adresse):
    with CaptureQueriesContext(
        connection,
    ) as requetes:
        assert client.get(adresse).status_code == 200
    return len(requetes)


def entree(qui):
    client = Client()
    client.force_login(qui)
    return client


def tenir(faire, animatrice, pays, numero):
    """One more Jeudi, of another year, where « pays » was."""
    jeudi = faire(titre=f"Jeudi {numero}")
    dater(jeudi=jeudi, horaires=[journee(dt.date(2026 - numero, 3, 12))], par=animatrice)
    pointer(jeudi=jeudi, pointages=[geste(inscrite(jeudi, pays))], par=animatrice)
    emettre_attestations(jeudi=jeudi, par=animatrice)
    ouvrir_l_evaluation(jeudi=jeudi, par=animatrice)
    return jeudi


def test_autant_de_requetes_pour_une_personne_que_pour_quatre(faire, animatrice):
    installer_les_questions()
    pays, equipe = membre("pays", Public.PAYS), entree(animatrice)
    lectrice = entree(pays)

    jeudi = tenir(faire, animatrice, pays, 1)

    def comptes():
        pages = {nom: compter(equipe, reverse(f"jeudis:{nom}", args=[jeudi.slug])) for nom in EQUIPE}
        pages |= {nom: compter(equipe, reverse(nom)) for nom in LISTES}
        siennes = (reverse("attestations:miennes"), reverse("mon_parcours"), reverse("jeudis:avis", args=[jeudi.slug]))
        return pages | {adresse: compter(lectrice, adresse) for adresse in siennes}

    comptes()  # what is looked up once
    une = comptes()
    for numero in range(2, 5):
        elle = inscrite(jeudi, membre(f"venue{numero}", Public.PAYS))
        pointer(jeudi=jeudi, pointages=[geste(elle, appareil="a"), geste(elle, demi="apres-midi")], par=animatrice)
        tenir(faire, animatrice, pays, numero)
    emettre_attestations(jeudi=jeudi, par=animatrice)
    pointer(jeudi=jeudi, pointages=[geste(elle, "absent", appareil="b")], par=animatrice)
    trancher_a_part = {
        "emargement",
        "feuille",
        "attestations",
    }  # a first disagreement is read with its people: so many more, once
    trois = comptes()
    assert {nom: n for nom, n in trois.items() if nom not in trancher_a_part and n != une[nom]} == {}
    autre = inscrite(jeudi, membre("encore", Public.PAYS))
    pointer(jeudi=jeudi, pointages=[geste(autre, appareil="a")], par=animatrice)
    pointer(jeudi=jeudi, pointages=[geste(autre, "absent", appareil="b")], par=animatrice)
    quatre = comptes()
    assert {nom: quatre[nom] for nom in trancher_a_part} == {nom: trois[nom] for nom in trancher_a_part}
