"""Writes on notices beyond those of every publication."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from centre.espaces.acces import peut
from centre.espaces.enums import Niveau
from centre.espaces.models import Espace
from centre.journal.operations import consigner
from centre.publications import operations as ecriture
from centre.publications.acces import exiger, peut_modifier
from centre.publications.models import Fichier
from centre.registre import annoncer

from ..models import TROP_OUVERTS, Ressource, contient


@transaction.atomic
def deposer(*, ressource: Ressource, espace: Espace, espace_fichiers: Espace, par: Any, exemple: bool = False) -> Ressource:
    """A draft notice. ``espace``: who sees it; ``espace_fichiers``: who opens its files.

    Raises PermissionDenied, ValidationError (files more open than the notice).
    """
    exiger(peut(par, Niveau.CONTRIBUER, espace_fichiers.pk))
    _exiger_la_notice(espace, espace_fichiers)
    ressource.espace_fichiers = espace_fichiers
    return ecriture.creer(publication=ressource, espace=espace, par=par, exemple=exemple)


@transaction.atomic
def ouvrir_les_fichiers_a(*, ressource: Ressource, espace: Espace, par: Any) -> Ressource:
    """Change who opens the files, at once; judged on the notice as it is under its lock.

    Raises PermissionDenied, ValidationError (files more open than the notice).
    """
    vivante = ecriture.verrouiller(ressource)
    exiger(peut_modifier(vivante, par) and peut(par, Niveau.CONTRIBUER, espace.pk))
    ancien = vivante.espace_fichiers_id
    if ancien == espace.pk:
        return vivante
    _exiger_la_notice(vivante.espace, espace)
    try:
        vivante.exiger_la_verification(vivante.espace_fichiers, espace)
    except ValidationError as refus:
        raise ValidationError({"espace_fichiers": refus.messages}) from refus
    vivante.espace_fichiers = espace
    vivante.save(update_fields=["espace_fichiers"])
    Fichier.objects.sur(vivante).update(espace=espace)
    annoncer(vivante)
    consigner(acteur=par, verbe="ressource.ouvrir_les_fichiers_a", objet=vivante, details={"de": ancien, "vers": espace.pk})
    return vivante


def _exiger_la_notice(notice: Espace, fichiers: Espace) -> None:
    """Who opens a file must be able to find it."""
    if not contient(notice, fichiers):
        raise ValidationError({"espace_fichiers": TROP_OUVERTS})
