"""A Jeudi as the team makes one."""

import datetime as dt
import html
import uuid

import pytest
from django.db import connection

from centre.espaces.enums import Public
from centre.espaces.models import Espace
from centre.publications.operations import publier
from centre.taches import vider_la_file
from jeudis.models import PARIS, Jeudi
from jeudis.operations import Horaire, creer_jeudi, dater
from tests.personnes import membre


def horaire(jour, de=9, a=12):
    return Horaire(dt.datetime.combine(jour, dt.time(de), tzinfo=PARIS), dt.datetime.combine(jour, dt.time(a, 30), tzinfo=PARIS))


@pytest.fixture
def animatrice(db):
    return membre("animatrice", role=Public.ANIMATRICE)


@pytest.fixture
def faire(animatrice):
    """``faire(jours=7, places=2)``: a published Jeudi in so many days, whose page and registration are where one says."""

    def _faire(jours=7, places=None, espace="ouvert", inscription="reseau", titre="Les CUCS", **champs):
        jour = dt.datetime.now(PARIS).date() + dt.timedelta(days=max(jours, 1))
        jeudi = Jeudi(jeton=uuid.uuid4(), titre=titre, places=places, lieu="Rouen", **champs)
        jeudi = creer_jeudi(
            jeudi=jeudi, espace=Espace.objects.get(slug=espace), espace_inscription=Espace.objects.get(slug=inscription),
            horaires=[horaire(jour)], par=animatrice,
        )  # fmt: skip
        jeudi = publier(publication=jeudi, par=animatrice)
        if jours < 1:
            dater(jeudi=jeudi, horaires=[horaire(dt.datetime.now(PARIS).date() + dt.timedelta(days=jours))], par=animatrice)
        return Jeudi.objects.get(pk=jeudi.pk)

    return _faire


def laisser_passer():
    """The time left to correct a change runs out."""
    with connection.cursor() as curseur:
        curseur.execute("UPDATE procrastinate_jobs SET scheduled_at = NULL WHERE status = 'todo'")
    vider_la_file()


def texte(reponse):
    """The page as it is read; the no-break spaces the house adds are plain ones."""
    return html.unescape(reponse.content.decode()).replace("\u202f", " ").replace("\xa0", " ")
