"""The demonstration's archive layer: thirty comptes rendus brought in by the import itself."""

from __future__ import annotations

import datetime as dt
from random import Random

import pytest
from django.test import Client

from centre.catalogue.models import AncienneAdresse
from centre.membres.enums import Constat
from centre.membres.models import Import
from centre.publications.models import Fichier, TexteDeFichier
from centre.registre import Demonstration
from centre.taches import vider_la_file
from centre.territoires.operations import charger_territoires
from centre.themes.operations import charger_themes
from ressources.bibliotheque.demonstration import peupler_les_comptes_rendus_repris
from ressources.bibliotheque.models import Ressource

pytestmark = [pytest.mark.django_db, pytest.mark.complet]


@pytest.mark.parametrize("canaris", [False, True])
def test_trente_comptes_rendus_repris_a_leur_date_et_a_leur_adresse(animatrice, canaris):
    charger_territoires()
    charger_themes()
    demo = Demonstration(dt.date(2026, 11, 23), Random(1), canaris, {"membres": {"animatrice": animatrice}})
    for _ in range(2):
        peupler_les_comptes_rendus_repris(demo)
    vider_la_file()
    lu = Import.objects.get()
    assert lu.lignes.par_constat() == {Constat.CREER: 30}
    assert not lu.lignes.exclude(remarques=[]).exists(), "each territoire was there at the date of its line"
    repris = Ressource.objects.filter(exemple=True, type="cr", live=True)
    assert (repris.count(), AncienneAdresse.objects.count(), Fichier.objects.count()) == (30, 30, 30)
    assert (repris.earliest("annee").annee, repris.latest("annee").annee) == (2004, 2008)
    assert not TexteDeFichier.objects.exclude(etat="lu").exists()
    assert not repris.filter(territoires=None).exists()
    reserves = repris.exclude(espace__slug="ouvert")
    assert reserves.count() == 5
    for notice in reserves:
        marques = [f"canari-reseau-ressource-{notice.pk}" in getattr(notice, champ) for champ in ("titre", "auteurs", "resume")]
        fichier = notice.fichiers.get()
        marques += [f"canari-reseau-fichier-{notice.pk}" in texte for texte in (fichier.nom, *fichier.lecture.pages[:1])]
        assert marques == [canaris] * 5
    ouvert = AncienneAdresse.objects.get(chemin="/comptes-rendus/2004-03-11.htm")
    assert Client().get(ouvert.chemin)["Location"] == ouvert.entree.adresse
