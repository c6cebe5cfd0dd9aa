"""The same number of queries with one document to look at again, dead link or count, and with three."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from centre.journal.models import Ligne
from centre.publications.models import Fichier, Telechargement
from ressources.bibliotheque import operations as bibliotheque
from ressources.bibliotheque.models import Echeance
from ressources.liens_morts.enums import Etat
from ressources.liens_morts.models import Lien
from tests.bibliotheque.conftest import notice

from .comptages import un_puis_trois
from .scene import Scene, db

__all__ = ["db"]

LOT = uuid.uuid4()
PAGES = [
    *[(nom, "/ressources/a-revoir/") for nom in ("pays", "animatrice")],
    ("pays", "/espace/"),
    ("animatrice", "/ressources/telechargements/"),
    ("animatrice", "/ressources/{unique}/"),
    ("animatrice", "/ressources/{unique}/revoir/"),
    ("animatrice", "/ressources/lot/"),
    ("animatrice", "/ressources/lot/{lot}/"),
    ("animatrice", "/gestion/liens/"),
    ("animatrice", "/gestion/"),
]


def _ajouter(scene: Scene, numero: int) -> None:
    """One more of each thing, for each owner."""
    par, jour = scene.gens["animatrice"], timezone.localdate()
    for responsable in (None, par, scene.gens["pays"], scene.gens["ville"]):
        auteur = responsable or par
        objet = notice(auteur, f"Document {numero}", voit="reseau", lien=f"https://x.example/{numero}")
        bibliotheque.prevoir(ressource=objet, date=jour + dt.timedelta(days=9), responsable=responsable, par=par)
        for fichier in Fichier.objects.sur(objet):
            Telechargement.objects.create(fichier=fichier, mois=jour.replace(day=1), nombre=numero)
    Ligne.objects.create(acteur=par, verbe="ressource.en_lot", details={"lot": str(LOT)}, object_id=objet.pk)
    Echeance.objects.update(date=jour)
    Lien.objects.update(etat=Etat.MORT, premier_echec=jour, vu_le=timezone.now())


@pytest.fixture(scope="module")
def mesures(db):
    """The counts with one thing more of each kind, then with three."""
    scene = Scene()
    scene.mots["lot"] = LOT
    scene.mots["unique"] = notice(scene.gens["animatrice"], "Unique", voit="ouvert").slug
    return un_puis_trois(scene, PAGES, lambda numero: _ajouter(scene, numero))


@pytest.mark.parametrize("cle", PAGES, ids=lambda p: f"{p[0]} {p[1]}")
def test_autant_de_requetes_pour_une_chose_que_pour_trois(mesures, cle):
    une, trois = mesures
    assert trois[cle] == une[cle]
    assert une[cle] < 60
