"""The audit log as people read it: each line in words, never a verb, a key or a number of the database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db import models

from centre.registre import Precision, gestes

from .models import Ligne

#: A verb no app declares any more: an act of an older version.
AUTRE = "Geste d’une version ancienne du portail"
#: What was named is gone.
DISPARU = "effacé depuis"

Noms = dict[Any, Mapping[Any, str]]


@dataclass(frozen=True)
class LigneLue:
    """One line in words: the act, what it was done to ("" : nothing in particular), what else is worth knowing."""

    ligne: Ligne
    mots: str
    sujet: str
    precisions: list[str]


def mots_du_geste(cle: str) -> str:
    """A verb, in words."""
    return gestes[cle].mots if cle in gestes else AUTRE


def personnes_nommees(cles: Iterable[Any]) -> dict[Any, str]:
    """The names of these members: one query."""
    return {pk: str(membre) for pk, membre in get_user_model()._default_manager.in_bulk(cles).items()}


#: The detail that says who.
QUI = Precision("personne", nommer=personnes_nommees)


def lire(lignes: Iterable[Ligne], lecteur: Any) -> list[LigneLue]:
    """These lines in words, for ``lecteur``: as many queries for one line as for many of the same acts."""
    lues = list(lignes)
    sujets, noms = _sujets(lues, lecteur), _noms(lues)
    return [LigneLue(ligne, mots_du_geste(ligne.verbe), _sujet(ligne, sujets), _precisions(ligne, noms)) for ligne in lues]


def _sujets(lignes: list[Ligne], lecteur: Any) -> dict[tuple[int, int], str]:
    """What the lines are about, by content type and key, each named as ``lecteur`` may read it: one query per type."""
    cles: dict[int, set[int]] = defaultdict(set)
    for ligne in lignes:
        if ligne.content_type_id and ligne.object_id:
            cles[ligne.content_type_id].add(ligne.object_id)
    return {
        (type_, objet.pk): str(objet)
        for type_, pks in cles.items()
        for objet in _lisibles(ContentType.objects.get_for_id(type_).model_class(), pks, lecteur)
    }


def _lisibles(modele: type[models.Model] | None, pks: set[int], lecteur: Any) -> Iterable[models.Model]:
    if modele is None:
        return []
    lus: Any = modele._default_manager.all()
    if hasattr(lus, "visibles_pour"):
        lus = lus.visibles_pour(lecteur)
    # What a name may be made of: « le groupe » is its espace's name.
    liees = [champ.name for champ in modele._meta.concrete_fields if champ.is_relation and not champ.null]
    lisibles: Iterable[models.Model] = lus.filter(pk__in=pks).select_related(*liees)
    return lisibles


def _sujet(ligne: Ligne, sujets: dict[tuple[int, int], str]) -> str:
    if not ligne.content_type_id or not ligne.object_id:
        return ""
    return sujets.get((ligne.content_type_id, ligne.object_id)) or f"{genre_du_sujet(ligne)} ({DISPARU} ou réservé)"


def genre_du_sujet(ligne: Ligne) -> str:
    """What kind of thing the act was done to, without its name; "" for nothing in particular."""
    if not ligne.content_type_id:
        return ""
    modele = ContentType.objects.get_for_id(ligne.content_type_id).model_class()
    return str(modele._meta.verbose_name) if modele else "contenu"


def _precisees(ligne: Ligne) -> Iterable[tuple[Precision, Any]]:
    """The details of a line that have words, in the order of their declaration."""
    declares = gestes[ligne.verbe].precisions if ligne.verbe in gestes else {}
    return [(precision, ligne.details[cle]) for cle, precision in declares.items() if ligne.details.get(cle) not in (None, "")]


def _noms(lignes: list[Ligne]) -> Noms:
    """The names of every key the lines hold, by the function that names them: one query each."""
    cles: dict[Callable[..., Any], set[Any]] = defaultdict(set)
    for ligne in lignes:
        for precision, valeur in _precisees(ligne):
            if precision.nommer is not None:
                cles[precision.nommer].add(valeur)
    return {nommer: nommer(valeurs) for nommer, valeurs in cles.items()}


def _precisions(ligne: Ligne, noms: Noms) -> list[str]:
    dites = []
    for precision, valeur in _precisees(ligne):
        texte = noms[precision.nommer].get(valeur, DISPARU) if precision.nommer else precision.dire(valeur)
        if texte:
            dites.append(f"{precision.libelle} : {texte}" if precision.libelle else texte)
    return dites
