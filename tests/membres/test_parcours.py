"""« Mon parcours »: what one did, for oneself alone, to print or to open in a spreadsheet."""

from __future__ import annotations

import csv
import datetime as dt
import io

import pytest

from centre.espaces.enums import Public
from centre.espaces.models import Espace
from centre.publications.operations import creer, publier, retirer
from centre.rgpd import Etape, parcours
from echos.models import Echo
from jeudis.models import PARIS, Jeudi
from jeudis.operations import Horaire, annuler_inscription, creer_jeudi, dater, inscrire
from tests.personnes import membre

pytestmark = pytest.mark.django_db


@pytest.fixture
def animatrice():
    return membre("animatrice", role=Public.ANIMATRICE)


def jeudi(animatrice, titre, jours=9):
    reseau, debut = Espace.objects.get(slug="reseau"), dt.datetime.now(PARIS) + dt.timedelta(days=9)
    cree = creer_jeudi(
        jeudi=Jeudi(titre=titre), espace=reseau, espace_inscription=reseau, par=animatrice,
        horaires=[Horaire(debut, debut + dt.timedelta(hours=3))],
    )  # fmt: skip
    return publier(publication=cree, par=animatrice)


def lignes(client):
    lues = client.get("/mon-compte/mon-parcours.csv").content.decode("utf-8-sig")
    return [(quoi, titre) for _, quoi, titre, _ in list(csv.reader(io.StringIO(lues), delimiter=";"))[1:]]


def test_jeudis_textes_et_postes_sans_ce_qui_n_est_plus(client, animatrice):
    lea = membre("lea", Public.PAYS)
    a_venir, passe, annule = (jeudi(animatrice, titre) for titre in ("À venir", "Passé", "Annulé"))
    for chose in (a_venir, passe, annule):
        inscription = inscrire(jeudi=chose, membre=lea, par=lea)
    annuler_inscription(inscription=inscription, par=lea)
    debut = dt.datetime(2026, 3, 5, 9, tzinfo=PARIS)
    dater(jeudi=passe, horaires=[Horaire(debut, debut + dt.timedelta(hours=3))], par=animatrice)
    reseau = Espace.objects.get(slug="reseau")
    publies = [
        publier(publication=creer(publication=Echo(titre=titre, retenir_1="Une idée."), espace=reseau, par=lea), par=lea)
        for titre in ("=Colloque", "Repris")
    ]
    retirer(publication=publies[1], par=lea)
    creer(publication=Echo(titre="Brouillon"), espace=reseau, par=lea)
    client.force_login(lea)
    assert sorted(lignes(client)) == [
        ("Jeudi suivi", "Passé"), ("Jeudi à venir", "À venir"), ("Prise de poste", "agente"), ("Écho", "'=Colloque")
    ]  # fmt: skip
    page = client.get("/mon-compte/mon-parcours/").content.decode()
    assert all(mot in page for mot in ("Passé", "À venir", "=Colloque", "2026", "2025"))
    assert "Brouillon" not in page
    client.force_login(membre("autre", Public.VILLE))
    assert lignes(client) == [("Prise de poste", "agente")]


def test_une_fonction_ajoute_ses_etapes(client, monkeypatch):
    lea = membre("lea")
    client.force_login(lea)
    assert "Aucune étape" in client.get("/mon-compte/mon-parcours/").content.decode()
    monkeypatch.setattr(parcours, "_entrees", {"essai": lambda qui: [Etape(dt.date(2026, 1, 2), "Attestation", str(qui))]})
    assert lignes(client) == [("Attestation", "Lea Essai")]
