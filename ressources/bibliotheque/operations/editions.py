"""Writes on what a notice replaces, and on where it is read."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from centre.catalogue.enums import Role
from centre.catalogue.models import AncienneAdresse, Entree, Reference
from centre.catalogue.operations import rediriger, referer
from centre.espaces.acces import peut
from centre.espaces.enums import Niveau
from centre.journal.operations import consigner
from centre.publications import operations as ecriture
from centre.publications.acces import exiger, peut_modifier
from centre.registre import annoncer

from ..models import Ressource


@transaction.atomic
def remplacer(*, ressource: Ressource, ancienne: Ressource | None, par: Any) -> None:
    """Say which older notice this one replaces (None: none any more); both pages tell it once this one is published.

    Raises PermissionDenied, ValidationError (itself, or one that comes after it).
    """
    vivante = ecriture.verrouiller(ressource)
    exiger(peut_modifier(vivante, par))
    avant = vivante.remplacees().first()
    if avant == ancienne:
        return
    if ancienne is not None:
        exiger(peut_modifier(ancienne, par))
        _exiger_l_ordre(vivante, ancienne)
    Reference.objects.sur(vivante).du_role(Role.REMPLACE).delete()
    if ancienne is not None:
        referer(porteur=vivante, entree=_entree(ancienne), role=Role.REMPLACE)
    consigner(acteur=par, verbe="ressource.remplacer", objet=vivante, details={"ancienne": ancienne and ancienne.pk})
    for notice in filter(None, (avant, ancienne)):
        annoncer(notice)


def _exiger_l_ordre(nouvelle: Ressource, ancienne: Ressource) -> None:
    """No circle: the older one does not replace the newer, however far."""
    vue: Ressource | None = ancienne
    while vue is not None:
        if vue.pk == nouvelle.pk:
            raise ValidationError({"remplace": "Une notice ne se remplace pas elle-même, ni une qui vient après elle."})
        vue = vue.remplacees().first()


def _entree(ressource: Ressource) -> Entree:
    """Its shallowest row: who sees the notice sees it."""
    return Entree.objects.de_l_objet(ressource).order_by("rang")[0]


def suivre_les_editions(objet: Any) -> None:
    """A notice just written: the older one it replaces is in the lists or not, accordingly (``centre.registre.ecoutes``)."""
    if isinstance(objet, Ressource):
        for ancienne in objet.remplacees().filter(date_publication__isnull=False):
            annoncer(ancienne)


@transaction.atomic
def changer_d_adresse(*, ressource: Ressource, slug: str, par: Any) -> Ressource:
    """Another word in its address; the old one leads there for good. For who animates its espace.

    Raises PermissionDenied, ValidationError (a word already taken, now or before).
    """
    vivante = ecriture.verrouiller(ressource)
    exiger(peut(par, Niveau.ANIMER, vivante.espace_id) and vivante.date_publication is not None)
    if slug == vivante.slug:
        return vivante
    prise = slug in Ressource.ADRESSES_PRISES or Ressource.objects.filter(slug=slug).exists()
    ancienne = vivante.get_absolute_url()
    vivante.slug = slug
    entree = _entree(vivante)
    autre = AncienneAdresse.objects.filter(chemin=vivante.get_absolute_url()).exclude(entree=entree).exists()
    if prise or autre:
        raise ValidationError({"slug": "Cette adresse est déjà celle d’une autre notice, ou l’a été."})
    vivante.save(update_fields=["slug"])
    annoncer(vivante)
    entree.refresh_from_db()
    rediriger(chemin=ancienne, entree=entree)
    consigner(acteur=par, verbe="ressource.changer_d_adresse", objet=vivante, details={"de": ancienne})
    return vivante
