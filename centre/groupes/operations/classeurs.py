"""Folders of a groupe: what those who animate it chose, in their order."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Max

from centre.catalogue.models import Entree, Reference
from centre.catalogue.operations import referer
from centre.journal.operations import consigner
from centre.publications.acces import exiger
from centre.registre import annoncer

from ..acces import peut_animer
from ..models import Classeur, Groupe
from .groupes import verrouiller


def _verrouiller(groupe: Groupe, par: Any) -> Groupe:
    groupe = verrouiller(groupe)
    exiger(peut_animer(groupe, par))
    return groupe


@transaction.atomic
def creer_classeur(*, groupe: Groupe, nom: str, par: Any) -> Classeur:
    """A folder of that name, after the others; the one there is when the name is taken. Raises PermissionDenied."""
    groupe = _verrouiller(groupe, par)
    dernier = groupe.classeurs.aggregate(n=Max("ordre"))["n"] or 0
    classeur, neuf = Classeur.objects.get_or_create(groupe=groupe, nom=nom, defaults={"ordre": dernier + 1})
    if neuf:
        _noter(classeur, "classeur.creer", par)
    return classeur


@transaction.atomic
def tenir_classeur(*, classeur: Classeur, nom: str, ordre: int, par: Any) -> None:
    """Another name, another place among the folders. Raises PermissionDenied."""
    _verrouiller(classeur.groupe, par)
    classeur.nom, classeur.ordre = nom, ordre
    classeur.save(update_fields=["nom", "ordre"])
    _noter(classeur, "classeur.tenir", par)


@transaction.atomic
def ajouter_au_classeur(*, classeur: Classeur, entree: Entree, par: Any, commentaire: str = "") -> Reference:
    """Put what ``par`` may read in the folder, last; each member finds it there if they may read it. Raises PermissionDenied."""
    _verrouiller(classeur.groupe, par)
    exiger(Entree.objects.visibles_pour(par).filter(pk=entree.pk).exists())
    rang = (Reference.objects.sur(classeur).aggregate(n=Max("ordre"))["n"] or 0) + 1
    deja = Reference.objects.sur(classeur).filter(entree=entree).first()
    return deja or referer(porteur=classeur, entree=entree, ordre=rang, commentaire=commentaire)


@transaction.atomic
def retirer_du_classeur(*, classeur: Classeur, reference: int, par: Any) -> None:
    """Take a document (pk of its reference) out of the folder; the document itself stays where it is."""
    _verrouiller(classeur.groupe, par)
    Reference.objects.sur(classeur).filter(pk=reference).delete()


@transaction.atomic
def supprimer_classeur(*, classeur: Classeur, par: Any) -> None:
    """Remove the folder; its documents stay where they are."""
    groupe = _verrouiller(classeur.groupe, par)
    Reference.objects.sur(classeur).delete()
    consigner(acteur=par, verbe="classeur.supprimer", objet=groupe, details={"classeur": classeur.pk})
    classeur.delete()
    annoncer(groupe)


def _noter(classeur: Classeur, verbe: str, par: Any) -> None:
    consigner(acteur=par, verbe=verbe, objet=classeur.groupe, details={"classeur": classeur.pk})
    annoncer(classeur.groupe)
