"""P5, a Jeudi put off after its reminders: one mail of the new date each, its reminders once at their time, none of the old one."""

import datetime as dt

import pytest
from django.utils import timezone
from icalendar import Calendar

from centre.courriels.models import Courriel
from centre.espaces.enums import Public
from centre.taches import differer, vider_la_file
from jeudis.models import PARIS, Inscription, Jeudi
from jeudis.operations import Bulletin, Identite, confirmer, dater, demander_sans_compte, inscrire
from tests.jeudis.conftest import horaire, laisser_passer
from tests.personnes import membre

pytestmark = pytest.mark.django_db


@pytest.fixture
def jeudi(faire):
    """In thirty days, two seats: « pays » and Léa, who has no account, come; « attend » waits."""
    fait = faire(jours=30, places=2, inscription="public-elargi")
    pays, attend = membre("pays", Public.PAYS), membre("attend", Public.PAYS)
    inscrire(jeudi=fait, membre=pays, par=pays)
    demander_sans_compte(jeudi=fait, identite=Identite(nom="Martin", courriel="lea@caf.example"), bulletin=Bulletin())
    confirmer(inscription=Inscription.objects.get(courriel="lea@caf.example"))
    inscrire(jeudi=fait, membre=attend, par=attend)
    Inscription.objects.update(changee_le=timezone.now() - dt.timedelta(days=60))
    return fait


def matins(horloge, premier, dernier):
    """Each morning's job, twice, from one day to another; the mails leave."""
    for jour in range((dernier - premier).days + 1):
        horloge(dt.datetime.combine(premier + dt.timedelta(days=jour), dt.time(7), tzinfo=PARIS))
        for _ in range(2):
            differer("jeudis.rappeler")
            vider_la_file()


def recus(adresse):
    """What reached somebody, in order: the kind of mail, and what each calendar file says of the day and its sequence."""
    lus = []
    for courriel in Courriel.objects.filter(adresse=adresse).order_by("pk"):
        assert courriel.etat == "envoye"
        for piece in courriel.pieces.all():
            [evenement] = Calendar.from_ical(bytes(piece.contenu)).walk("VEVENT")
            lus.append((courriel.genre, evenement["DTSTART"].dt.date(), int(evenement["SEQUENCE"]), str(evenement["UID"])))
        if not courriel.pieces.exists():
            lus.append((courriel.genre,))
    return lus


def sans_suite(lignes):
    """The same without the sequence nor the identity of the event."""
    return [ligne[:2] for ligne in lignes]


def test_un_report_apres_les_rappels_ne_dit_rien_deux_fois(jeudi, animatrice, horloge_de_la_base):
    ancien, nouveau = jeudi.premier_jour, jeudi.premier_jour + dt.timedelta(days=21)
    matins(horloge_de_la_base, ancien - dt.timedelta(days=9), ancien - dt.timedelta(days=3))
    assert Courriel.objects.filter(genre="jeudi_rappel").count() == 2
    for _ in range(2):  # a double click
        dater(jeudi=jeudi, horaires=[horaire(nouveau)], par=animatrice)
    for _ in range(2):
        laisser_passer()
    matins(horloge_de_la_base, ancien - dt.timedelta(days=2), nouveau + dt.timedelta(days=1))

    suite = [("jeudi_changement", nouveau), ("jeudi_rappel", nouveau), ("jeudi_rappel", nouveau)]
    pour_pays, pour_lea = recus("pays@test.example"), recus("lea@caf.example")
    assert sans_suite(pour_pays) == [("jeudi_inscription", ancien), ("jeudi_rappel", ancien), *suite]
    assert sans_suite(pour_lea) == [("jeudi_a_confirmer",), ("jeudi_inscription", ancien), ("jeudi_rappel", ancien), *suite]
    assert recus("attend@test.example") == [("jeudi_attente",), ("jeudi_changement",)]
    for lus in (pour_pays, pour_lea[1:]):  # the same event moves, once: convocation and reminder, then the new date
        sequences, identites = [ligne[2] for ligne in lus], {ligne[3] for ligne in lus}
        assert (sequences, len(identites)) == ([sequences[0]] * 2 + [sequences[0] + 1] * 3, 1)
    assert Jeudi.objects.get(pk=jeudi.pk).inscriptions.inscrits().count() == 2


def test_reporte_puis_remis_a_sa_date_ne_rappelle_pas_deux_fois(jeudi, animatrice, horloge_de_la_base):
    """Put off, then back where it was: the reminder already sent for that day is not sent again."""
    jour = jeudi.premier_jour
    matins(horloge_de_la_base, jour - dt.timedelta(days=7), jour - dt.timedelta(days=7))
    for prochain in (jour + dt.timedelta(days=21), jour):
        dater(jeudi=jeudi, horaires=[horaire(prochain)], par=animatrice)
    laisser_passer()
    matins(horloge_de_la_base, jour - dt.timedelta(days=6), jour + dt.timedelta(days=1))
    genres = [ligne[:2] for ligne in recus("pays@test.example")]
    rappel = ("jeudi_rappel", jour)
    assert genres == [("jeudi_inscription", jour), rappel, ("jeudi_changement", jour), rappel]
