"""A library to try: who deposits, who animates, and notices in each state."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from centre.espaces.enums import Public
from centre.espaces.models import Espace
from centre.publications.fichiers import joindre_document
from centre.publications.models import Fichier
from centre.publications.operations import publier
from ressources.bibliotheque.models import Ressource
from ressources.bibliotheque.operations import deposer
from tests.personnes import membre


def espace(slug: str) -> Espace:
    """An espace by its slug."""
    return Espace.objects.get(slug=slug)


def notice(
    par: Any, titre: str = "Guide", voit: str = "ouvert", ouvre: str = "", *, publiee: bool = True, **champs: Any
) -> Ressource:
    """A notice with one text file that holds « mot-du-fichier »."""
    objet = deposer(
        ressource=Ressource(titre=titre, **champs), espace=espace(voit), espace_fichiers=espace(ouvre or voit), par=par
    )
    document = SimpleUploadedFile(f"{objet.slug}.txt", f"mot-du-fichier {titre}".encode(), "text/plain")
    joindre_document(publication=objet, document=document, par=par)
    return publier(publication=objet, par=par) if publiee else objet


def fichier_de(objet: Ressource) -> Fichier:
    """Its one file."""
    return Fichier.objects.sur(objet).get()


def lire(page: Any) -> str:
    """The text of an answer, its fine spaces plain."""
    return page.content.decode().replace("\u202f", " ").replace("\xa0", " ")


@pytest.fixture
def animatrice(db):
    return membre("animatrice", role=Public.ANIMATRICE)


@pytest.fixture
def pays(db):
    return membre("pays", Public.PAYS)


@pytest.fixture
def ville(db):
    return membre("ville", Public.VILLE)
