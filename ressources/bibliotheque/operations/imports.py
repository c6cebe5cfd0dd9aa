"""Writes of the imports of notices: one enters with all that goes with it, or is taken back with it."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone

from centre.catalogue.models import AncienneAdresse, Entree, Reference
from centre.catalogue.operations import rediriger
from centre.espaces.models import Espace
from centre.publications import operations as ecriture
from centre.publications.donnees import supprimer
from centre.publications.fichiers import joindre_document
from centre.publications.models import Commentaire, Soumission
from centre.temps import PARIS
from centre.territoires.models import Territoire
from centre.themes.models import Theme

from ..models import Ressource
from .notices import deposer


@dataclass(frozen=True)
class Apport:
    """A notice as a line of an import says it. ``piece``: name and bytes of its file; ``jour`` dates it in the lists (None: today)."""

    jeton: uuid.UUID
    champs: dict[str, Any]
    themes: list[int]
    territoires: list[int]
    espace: Espace
    espace_fichiers: Espace
    jour: dt.date | None
    piece: tuple[str, bytes] | None
    anciennes: list[str]
    exemple: bool


@transaction.atomic
def faire_entrer(*, apport: Apport, par: Any) -> tuple[Ressource, dict[str, Any]]:
    """The notice, published unless it has neither file nor link, and what to know of it to take it back.

    Raises what ``deposer``, ``joindre_document`` and ``publier`` raise.
    """
    notice = Ressource(jeton=apport.jeton, **apport.champs)
    notice.themes = list(Theme.objects.filter(pk__in=apport.themes))
    notice.territoires = list(Territoire.objects.filter(pk__in=apport.territoires))
    notice = deposer(
        ressource=notice, espace=apport.espace, espace_fichiers=apport.espace_fichiers, par=par, exemple=apport.exemple
    )
    if apport.piece is not None:
        nom, octets = apport.piece
        joindre_document(publication=notice, document=SimpleUploadedFile(nom, octets), par=par, anciens=True)
    if not notice.erreurs_de_publication():
        notice = ecriture.publier(publication=notice, par=par, quand=_instant(apport.jour))
        entree = Entree.objects.de_l_objet(notice).order_by("rang")[0]
        for chemin in apport.anciennes:
            rediriger(chemin=chemin, entree=entree)
    return notice, _etat(notice) | {"anciennes": apport.anciennes}


def _instant(jour: dt.date | None) -> dt.datetime:
    """Noon of that day, in Paris; now for none, or for a day to come."""
    maintenant = timezone.now()
    if jour is None:
        return maintenant
    return min(dt.datetime(jour.year, jour.month, jour.day, 12, tzinfo=PARIS), maintenant)


def _etat(notice: Ressource) -> dict[str, Any]:
    """What changes as soon as somebody changes it."""
    return {
        "version": notice.latest_revision_id,
        "slug": notice.slug,
        "espaces": [notice.espace_id, notice.espace_fichiers_id],
        "retire": notice.retire_le is not None,
        "archive": notice.archive_le is not None,
        "fichiers": sorted(str(cle) for cle in notice.fichiers.values_list("pk", flat=True)),
    }


@transaction.atomic
def retirer_l_import(*, cle: int, trace: dict[str, Any], par: Any) -> str:
    """Erase a notice an import made, with its file and the old addresses that led there. Why it stays, in words, when it must.

    Raises PermissionDenied.
    """
    notice = Ressource.objects.select_for_update(of=("self",)).filter(pk=cle).first()
    if notice is None:
        return ""
    if any(trace.get(nom) != valeur for nom, valeur in _etat(notice).items()):
        return f"« {notice} » a été modifiée depuis : elle reste."
    if motif := _liens(notice, trace):
        return f"« {notice} » {motif} : elle reste."
    AncienneAdresse.objects.filter(entree__in=Entree.objects.de_l_objet(notice)).delete()
    if notice.date_publication is not None:
        ecriture.retirer(publication=notice, par=par)  # announced: lists, search, harvest and links forget it
    supprimer(notice)
    return ""


def _liens(notice: Ressource, trace: dict[str, Any]) -> str:
    """What others made of it since; "" when nothing."""
    siennes = Entree.objects.de_l_objet(notice)
    if Commentaire.objects.sur(notice).exists() or Soumission.objects.sur(notice).exists():
        return "a été commentée ou relue depuis"
    if notice.demandes.exists() or notice.ouvertures.exists():  # type: ignore[attr-defined]
        return "a des accès demandés ou des ouvertures prévues"
    if Reference.objects.filter(entree__in=siennes).exists() or Reference.objects.sur(notice).exists():
        return "est citée ailleurs, ou en remplace une autre"
    autres = AncienneAdresse.objects.filter(entree__in=siennes).exclude(chemin__in=trace.get("anciennes", []))
    return "a changé d’adresse" if autres.exists() else ""
