"""Who was there, in the demonstration: P1 and P2 as told, a season that leaves something to do, and twice is once."""

import datetime as dt
import uuid
from random import Random

import pytest

from centre.espaces.enums import Public
from centre.registre import Demonstration
from jeudis.demonstration import peupler_emargements, peupler_jeudis
from jeudis.demonstration.saison import DEMO
from jeudis.models import PARIS, Attestation, Jeudi, Presence, emargements_a_saisir, jeudis_a_attester, resultats
from jeudis.operations import installer_les_questions
from tests.personnes import membre

pytestmark = pytest.mark.django_db


def figures(jeudi):
    lues = Presence.objects.du(jeudi)
    return [n for _, _, n in lues.par_demi_journee()], lues.participations(), lues.personnes_distinctes()


def quand(jeudi):
    """When and where each séance takes place, in Paris."""
    lues = [(seance.debut.astimezone(PARIS), seance.fin.astimezone(PARIS), seance.lieu) for seance in jeudi.seances.all()]
    return [(f"{debut:%Y-%m-%d %H:%M}", f"{fin:%Y-%m-%d %H:%M}", lieu) for debut, fin, lieu in lues]


@pytest.mark.complet
def test_l_archive_et_la_saison():
    installer_les_questions()
    gens = {"animatrice": membre("animatrice", role=Public.ANIMATRICE)}
    gens |= {f"agent{n}": membre(f"agent{n}", Public.PAYS) for n in range(12)}
    demo = Demonstration(dt.datetime.now(dt.UTC).date(), Random(1), acquis={"membres": gens})
    for _ in range(2):
        peupler_jeudis(demo)
        peupler_emargements(demo)
    p1, p2 = (Jeudi.objects.get(jeton=uuid.uuid5(DEMO, nom)) for nom in ("p1", "p2"))
    assert (p1.titre, p1.forme, p1.lieu, p1.places) == ("Des contrats de ville aux CUCS", "journee", "Hôtel de Région, Rouen", 45)
    assert quand(p1) == [("2006-11-16 09:30", "2006-11-16 16:30", "")]
    assert (p2.titre, p2.forme, p2.places) == ("Conseils de développement : animer, produire, évaluer", "cycle", 18)
    assert [(debut[:10], ville) for debut, _, ville in quand(p2)] == [
        ("2007-02-08", "Rouen"),
        ("2007-03-22", "Doudeville"),
        ("2007-05-24", "Évreux"),
    ]
    assert figures(p1) == ([41, 38], 79, 41)
    assert Attestation.objects.du(p1).valides().count() == 41
    # Six people at three séances, five at two, four at one: two demi-journées each.
    assert figures(p2) == ([15, 15, 11, 11, 6, 6], 64, 15)
    assert p2.inscriptions.count() == 18
    assert sorted(Attestation.objects.du(p2).valides().values_list("suivies", flat=True)) == [2] * 5 + [3] * 6
    tous = Jeudi.objects.all()
    assert [emargements_a_saisir(tous).count(), jeudis_a_attester(tous).count()] == [1, 1]
    assert [bool(resultats(j.evaluation)) for j in Jeudi.objects.exclude(evaluation=None)] == [True, True]
