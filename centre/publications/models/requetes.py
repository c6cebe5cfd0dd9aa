"""Reads shared by every type of publication, and those on what hangs on one: the one rule is written here once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self, TypeVar

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from centre.espaces.acces import Lecteur, visibles

from ..enums import EtatDeSoumission

if TYPE_CHECKING:
    from . import Commentaire, Fichier, Soumission  # noqa: F401

P = TypeVar("P", bound=models.Model)

#: A publication anyone in its espace may read.
PUBLIE = Q(live=True, retire_le__isnull=True, date_publication__lte=Now())


class VisiblesQuerySet(models.QuerySet[P]):
    """The one rule, for every table with ``espace`` and ``auteur``. ``PUBLIE`` says when a row is published."""

    PUBLIE: Q = PUBLIE

    def visibles_pour(self, lecteur: Lecteur) -> Self:
        """What ``lecteur`` (member, anonymous user or Audience) may read."""
        return self.filter(visibles(lecteur, publie=self.PUBLIE))

    def publies(self) -> Self:
        """What is published, whoever asks: only ever combined with ``visibles_pour``."""
        return self.filter(self.PUBLIE)

    def de(self, membre: Any) -> Self:
        """What ``membre`` wrote."""
        return self.filter(auteur_id=membre.pk)


class PublicationQuerySet(VisiblesQuerySet[P]):
    """Reads shared by every type of publication."""

    def courants(self) -> Self:
        """For lists: published and not archived."""
        return self.publies().filter(archive_le__isnull=True)

    def brouillons(self) -> Self:
        """Never published, not withdrawn."""
        return self.filter(live=False, first_published_at__isnull=True, retire_le__isnull=True)


class SurQuerySet(models.QuerySet[P]):
    """Reads on rows about one publication."""

    def sur(self, publication: models.Model) -> Self:
        """The rows about ``publication``."""
        return self.filter(content_type=ContentType.objects.get_for_model(publication), object_id=publication.pk)


class FichierQuerySet(VisiblesQuerySet["Fichier"], SurQuerySet["Fichier"]):  # type: ignore[override]
    """Reads on files: the one rule, on the file's own row."""

    PUBLIE = Q(publie=True, retire_le__isnull=True) & (Q(date_publication__isnull=True) | Q(date_publication__lte=Now()))


class CommentaireQuerySet(SurQuerySet["Commentaire"]):
    """Reads on comments; who reads a comment is who reads its publication."""

    def presents(self) -> "CommentaireQuerySet":
        """Not withdrawn, in order."""
        return self.filter(retire_le__isnull=True).select_related("auteur").order_by("cree_le", "pk")


class SoumissionQuerySet(SurQuerySet["Soumission"]):
    """Reads on requests for relecture."""

    def en_attente(self) -> "SoumissionQuerySet":
        """Not answered yet."""
        return self.filter(etat=EtatDeSoumission.EN_ATTENTE)
