"""The same number of queries with one speaker, slot, document, venue or Jeudi to prepare and with three."""

from __future__ import annotations

import datetime as dt
from functools import partial

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from centre.espaces.models import Espace
from centre.publications import operations
from jeudis.enums import Moment
from jeudis.models import Jeudi, Lieu
from jeudis.operations import (
    Horaire,
    Parole,
    Tranche,
    cocher,
    creer_jeudi,
    deposer_document,
    ecrire_le_programme,
    ecrire_lieu,
)

from .comptages import un_puis_trois
from .scene import Scene, db

__all__ = ["db"]

PAGES: list[tuple[str, str]] = [
    *[(nom, "/jeudis/{prepare}/") for nom in ("visiteur", "pays", "animatrice")],
    ("animatrice", "/jeudis/{prepare}/programme/"),
    ("animatrice", "/jeudis/{prepare}/documents/"),
    ("animatrice", "/jeudis/{prepare}/preparation/"),
    ("animatrice", "/jeudis/{prepare}/dupliquer/"),
    ("animatrice", "/jeudis/{prepare}/modifier/"),
    ("animatrice", "/jeudis/preparation/"),
    ("animatrice", "/jeudis/lieux/"),
    ("animatrice", "/jeudis/listes/seance/"),
    ("animatrice", "/gestion/"),
]


def _jeudi(scene: Scene, nom: str) -> Jeudi:
    debut, par = timezone.now() + dt.timedelta(days=10), scene.gens["animatrice"]
    jeudi = creer_jeudi(
        jeudi=Jeudi(titre=f"Jeudi {nom}"), espace=Espace.objects.get(slug="ouvert"),
        espace_inscription=Espace.objects.get(slug="reseau"), horaires=[Horaire(debut, debut + dt.timedelta(hours=2))], par=par,
    )  # fmt: skip
    return operations.publier(publication=jeudi, par=par)


def _ajouter(scene: Scene, jeudi: Jeudi, numero: int) -> None:
    """One more of each thing."""
    par, reseau = scene.gens["animatrice"], Espace.objects.get(slug="reseau")
    ecrire_le_programme(jeudi=jeudi, paroles=[Parole(f"Personne {numero}")], par=par)
    qui = tuple(jeudi.intervenants.values_list("pk", flat=True))
    seance = jeudi.seances.get().pk
    ecrire_le_programme(jeudi=jeudi, tranches=[Tranche(seance, dt.time(8 + numero), f"C{numero}", intervenants=qui)], par=par)
    note = SimpleUploadedFile(f"n{numero}.txt", f"note {numero}".encode(), "text/plain")
    deposer_document(jeudi=jeudi, fichier=note, titre=f"Note {numero}", moment=Moment.AVANT, espace=reseau, par=par)
    cocher(jeudi=jeudi, cle=("annonce", "accueil", "lieu")[numero - 1], par=par)
    ecrire_lieu(lieu=Lieu(nom=f"Salle {numero}"), par=par)
    autre = _jeudi(scene, f"autre {numero}")
    ecrire_le_programme(jeudi=autre, paroles=[Parole("Une")], par=par)
    cocher(jeudi=autre, cle="annonce", par=par)


@pytest.fixture(scope="module")
def mesures(db):
    """The counts with one thing more of each kind, then with three."""
    scene = Scene()
    jeudi = _jeudi(scene, "préparé")
    scene.mots["prepare"] = jeudi.slug
    return un_puis_trois(scene, PAGES, partial(_ajouter, scene, jeudi))


@pytest.mark.parametrize("cle", PAGES, ids=lambda p: f"{p[0]} {p[1]}")
def test_autant_de_requetes_pour_une_chose_que_pour_trois(mesures, cle):
    une, trois = mesures
    assert trois[cle] == une[cle]
    assert une[cle] < 45
