"""The demonstration's people at the door: made once, through the operations."""

from __future__ import annotations

import datetime as dt
from random import Random

import pytest

from centre.espaces.enums import Public
from centre.membres.demonstration_entrees import peupler_les_entrees
from centre.membres.models import DemandeAcces, Import, Invitation
from centre.registre import Demonstration
from tests.personnes import membre

pytestmark = pytest.mark.django_db


def test_deux_fois_ne_double_rien():
    qui = {nom: membre(nom, role=role) for nom, role in (("animatrice", Public.ANIMATRICE), ("admin", Public.ADMINISTRATION))}
    demo = Demonstration(aujourd_hui=dt.date(2026, 11, 23), hasard=Random(1), canaris=True, acquis={"membres": qui})
    for _ in range(2):
        peupler_les_entrees(demo)
    assert sorted(DemandeAcces.objects.values_list("etat", flat=True)) == ["a_traiter", "a_traiter", "precisions", "refusee"]
    assert all(f"canari-equipe-demande_acces-{d.pk}" in d.message and "canari" in d.note for d in DemandeAcces.objects.all())
    assert sorted(i.etat for i in Invitation.objects.all()) == ["en_attente", "expiree"]
    assert Import.objects.get().lignes.par_constat() == {"creer": 3, "erreur": 1}
