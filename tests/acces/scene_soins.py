"""The link of the matrix, given by an écho of the réseau."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from centre.publications import operations
from echos.models import Echo
from ressources.bibliotheque import operations as bibliotheque
from ressources.bibliotheque.models import Ressource
from ressources.liens_morts.models import Lien

if TYPE_CHECKING:
    from .scene import Scene

ADRESSE = "https://ailleurs.example/guide"


def poser_les_soins(scene: Scene) -> None:
    """The address is written in an écho that is there already: no more objects for the other lines."""
    echo = Echo.objects.get(slug=scene.mots["reseau"])
    auteur = echo.auteur
    texte = echo.version_a_modifier()
    texte.recit = f'<p><a href="{ADRESSE}">Le guide</a></p>'
    operations.enregistrer(publication=texte, par=auteur, version_lue=echo.latest_revision_id)
    scene.mots["reseau_revision"] = operations.publier(publication=echo, par=auteur).latest_revision_id
    notice = Ressource.objects.filter(slug=scene.mots["res"])
    scene.mots["lot"], _ = bibliotheque.appliquer(
        ressources=notice, voulu=bibliotheque.Changement(date=dt.date(2030, 1, 1)), par=scene.gens["animatrice"]
    )
    scene.mots["lien_mort"] = Lien.objects.get(adresse=ADRESSE).pk
