# ruff: noqa: E501
"""The words of the mail to who speaks at a Jeudi, whole."""

import datetime as dt

import pytest
from inline_snapshot import snapshot

from centre.courriels.models import Courriel
from jeudis.operations import Parole, Tranche, dater, ecrire_aux_intervenants, ecrire_le_programme
from tests.jeudis.conftest import horaire

pytestmark = pytest.mark.django_db


def test_les_mots_du_courriel_a_l_intervenante(faire, animatrice):
    jeudi = faire(titre="Les CUCS & l’eau")
    dater(jeudi=jeudi, horaires=[horaire(dt.date(2030, 3, 28))], par=animatrice)
    ecrire_le_programme(jeudi=jeudi, paroles=[Parole("Odile", courriel="odile@dehors.example")], par=animatrice)
    qui = tuple(jeudi.intervenants.values_list("pk", flat=True))
    tranche = Tranche(jeudi.seances.get().pk, dt.time(9, 30), "L’eau au robinet", dt.time(10), intervenants=qui)
    ecrire_le_programme(jeudi=jeudi, tranches=[tranche], par=animatrice)
    ecrire_aux_intervenants(jeudi=jeudi, par=animatrice)
    courriel = Courriel.objects.get()
    assert f"{courriel.sujet}\n\n{courriel.texte}" == snapshot("""\
Votre intervention : Les CUCS & l’eau

Bonjour,

Vous intervenez au Jeudi du Centre de ressources « Les CUCS & l’eau ».

Jeudi 28\xa0mars 2030, de 9\xa0h à 12\xa0h\xa030
Rouen

Votre créneau :
9 h 30-10 h 00 L’eau au robinet

Votre nom et votre fonction paraissent sur la page du Jeudi. Si quelque chose est à corriger, ou si vous avez un support à remettre aux participants, écrivez au Centre.

http://localhost:8000/jeudis/les-cucs-leau/

Extranet des Territoires
http://localhost:8000/
""")
