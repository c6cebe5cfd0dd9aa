"""What a job composes of a dossier or of a compilation: read anew, as its asker reads it at that moment."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser

from centre.espaces.acces import Lecteur

from ..models import Dossier, EditionDeDossier, Serie
from .archives import a_lire, recettes
from .editions import editions_lues, recette_de_la_compilation
from .tirages import Recette, composer_tout


def composer_un_dossier(*, dossier: int, edition: int, membre: int, originaux: bool) -> None:
    """The files of a dossier, or of one of its editions (0: none), for a member (0: a visitor).

    Nothing is composed of what they no longer read. Idempotent: what is there is not composed again.
    """
    lecteur = _lecteur(membre)
    lisibles = Dossier.objects.visibles_pour(lecteur).filter(pk=dossier)
    lus: Any = EditionDeDossier.objects.filter(pk=edition, dossier__in=lisibles) if edition else lisibles
    if objet := lus.first():
        composer_tout(recettes(a_lire(objet, lecteur), originaux=originaux))


def composer_une_compilation(*, format: str, annee: int, serie: int, membre: int) -> None:
    """The comptes rendus of a year or of a series (0: none) for a member (0: a visitor). Idempotent."""
    if recette := compilation_lue(_lecteur(membre), format=format, annee=annee or None, serie=serie or None):
        composer_tout([recette])


def compilation_lue(lecteur: Lecteur, *, format: str, annee: int | None = None, serie: int | None = None) -> Recette | None:
    """The comptes rendus of a year or of a series, each in the edition ``lecteur`` reads; None when they read none."""
    editions = editions_lues(lecteur, annee=annee, serie=serie)
    if not editions:
        return None
    titre = f"Comptes rendus de {annee}" if annee else f"Comptes rendus : {Serie.objects.get(pk=serie or 0).nom}"
    return recette_de_la_compilation(titre, editions, format)


def _lecteur(membre: int) -> Lecteur:
    """Who asked, as they are now: an erased account reads what a visitor reads."""
    return get_user_model()._default_manager.filter(pk=membre).first() or AnonymousUser()
