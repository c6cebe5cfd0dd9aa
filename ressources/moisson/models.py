"""Enregistrement: what a harvester was told of one object, as long as the installation lives."""

from __future__ import annotations

import datetime as dt
import uuid

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now

from centre.catalogue.models import Entree
from centre.catalogue.types import cle_de
from centre.espaces.acces import Audience
from centre.themes.models import Theme


class EnregistrementQuerySet(models.QuerySet["Enregistrement"]):
    """Reads on records."""

    def de_l_objet(self, objet: models.Model) -> "EnregistrementQuerySet":
        """That of one object."""
        return self.filter(**cle_de(objet))

    def exposes(self) -> "EnregistrementQuerySet":
        """Those a harvester may learn of, oldest first, each with ``public``: whether everybody reads its object right now.

        The catalogue is asked again at each reading: what is reserved says nothing, even where the record was not told.
        """
        ouvertes = Entree.objects.publies().visibles_pour(Audience())
        sien = ouvertes.filter(content_type_id=OuterRef("content_type_id"), object_id=OuterRef("object_id"))
        connus = self.filter(horodatage__lte=Now()).annotate(public=Exists(sien))
        return connus.prefetch_related("themes").order_by("horodatage", "pk")

    def entre(self, depuis: dt.datetime | None, avant: dt.datetime | None) -> "EnregistrementQuerySet":
        """Those changed from ``depuis`` on, and before ``avant`` (None: no bound)."""
        bornes = Q(horodatage__gte=depuis) if depuis else Q()
        return self.filter(bornes & Q(horodatage__lt=avant) if avant else bornes)

    def de_l_ensemble(self, slug: str) -> "EnregistrementQuerySet":
        """Those of one set, a thème's address ("": all)."""
        return self.filter(themes__in=Theme.objects.nomme(slug)) if slug else self

    def apres(self, horodatage: dt.datetime, pk: int) -> "EnregistrementQuerySet":
        """What follows one record in the order of ``exposes``, whatever changed since."""
        return self.filter(Q(horodatage__gt=horodatage) | Q(horodatage=horodatage, pk__gt=pk))


class Enregistrement(models.Model):
    """One object that is public, or was: written by ``operations.suivre`` alone. Never deleted once it was public.

    ``horodatage``, to the second, is when what is told last changed; ``fiche`` is what is told, empty once it is deleted.
    """

    cle = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    content_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    object_id = models.BigIntegerField()
    objet = GenericForeignKey("content_type", "object_id")
    horodatage = models.DateTimeField()
    efface = models.BooleanField("effacé", default=False)
    fiche = models.JSONField(default=dict)
    themes = models.ManyToManyField("themes.Theme", related_name="+", verbose_name="thèmes")

    objects = EnregistrementQuerySet.as_manager()

    class Meta:
        verbose_name = "enregistrement moissonné"
        verbose_name_plural = "enregistrements moissonnés"
        constraints = [models.UniqueConstraint(fields=["content_type", "object_id"], name="un_enregistrement_par_objet")]
        indexes = [models.Index(fields=["horodatage", "id"], name="enregistrements_par_date")]

    def __str__(self) -> str:
        return self.identifiant

    @property
    def identifiant(self) -> str:
        """Its permanent name, which no change of address alters."""
        return self.cle.urn
