"""The same number of queries with one author, request, access or opening on a page of the library and with three."""

from __future__ import annotations

import datetime as dt
from functools import partial

import pytest
from django.utils import timezone

from centre.espaces.enums import Public
from centre.espaces.models import Espace
from centre.publications import operations
from ressources.bibliotheque import operations as bibliotheque
from ressources.bibliotheque.models import VERIFICATIONS, Ressource
from tests.bibliotheque.conftest import notice
from tests.personnes import membre

from .comptages import un_puis_trois
from .scene import Scene, db

__all__ = ["db"]

PAGES = [
    *[(nom, "/ressources/") for nom in ("visiteur", "pays")],
    *[(nom, "/ressources/{unique}/") for nom in ("visiteur", "pays", "animatrice")],
    ("visiteur", "/ressources/{unique}/citer.json"),
    ("animatrice", "/ressources/demandes/"),
    ("animatrice", "/ressources/ouvertures/"),
    ("animatrice", "/ressources/{unique}/acces/"),
    ("animatrice", "/ressources/{unique}/ouvrir/"),
    ("animatrice", "/gestion/"),
]


def _ajouter(scene: Scene, unique: Ressource, numero: int) -> None:
    """One more of each thing."""
    par, ouvert = scene.gens["animatrice"], Espace.objects.get(slug="ouvert")
    unique.auteurs = " ; ".join(["Pays Essai", "Ville Essai", "Agglo Essai"][:numero])
    operations.enregistrer(publication=unique, par=par, version_lue=Ressource.objects.get(pk=unique.pk).latest_revision_id)
    operations.publier(publication=unique, par=par)
    bibliotheque.ouvrir_a(
        ressource=unique, nom=f"Zoé {numero}", adresse=f"z{numero}@dehors.example", jours=30, motif="Étude", par=par
    )
    elu = membre(f"elu{numero}", Public.ELARGI)
    bibliotheque.demander(ressource=unique, membre=elu, motif="Une étude")
    autre = notice(par, f"Autre {numero}", voit="ouvert", ouvre="reseau")
    ancienne = notice(par, f"Ancienne {numero}", voit="ouvert", ouvre="reseau")
    bibliotheque.remplacer(ressource=autre, ancienne=ancienne, par=par)
    bibliotheque.ouvrir(
        ressource=autre, quoi="fichiers", vers=ouvert, verifie=set(VERIFICATIONS),
        quand=timezone.now() + dt.timedelta(days=9), par=par,
    )  # fmt: skip


@pytest.fixture(scope="module")
def mesures(db):
    """The counts with one thing more of each kind, then with three."""
    scene = Scene()
    unique = notice(scene.gens["animatrice"], "Unique", voit="ouvert", ouvre="reseau")
    scene.mots["unique"] = unique.slug
    return un_puis_trois(scene, PAGES, partial(_ajouter, scene, unique))


@pytest.mark.parametrize("cle", PAGES, ids=lambda p: f"{p[0]} {p[1]}")
def test_autant_de_requetes_pour_une_chose_que_pour_trois(mesures, cle):
    une, trois = mesures
    assert trois[cle] == une[cle]
    assert une[cle] < 45
