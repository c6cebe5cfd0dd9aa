"""One line per act worth answering for."""

from __future__ import annotations

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models


class LigneQuerySet(models.QuerySet["Ligne"]):
    """Reads on the audit log."""

    def sur(self, objet: models.Model) -> "LigneQuerySet":
        """What was done to ``objet``, latest first."""
        return self.filter(content_type=ContentType.objects.get_for_model(objet), object_id=objet.pk).order_by("-quand", "-pk")


class Ligne(models.Model):
    """Someone did something to an object. Never edited; ``acteur`` None is the system."""

    quand = models.DateTimeField(auto_now_add=True, db_index=True)
    acteur = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    verbe = models.CharField(max_length=60, db_index=True)
    content_type = models.ForeignKey(ContentType, models.SET_NULL, null=True, related_name="+")
    object_id = models.BigIntegerField(null=True)
    objet = GenericForeignKey("content_type", "object_id")
    #: Identifiers and states only, never a text a person wrote.
    details = models.JSONField(default=dict)

    objects = LigneQuerySet.as_manager()

    class Meta:
        verbose_name = "ligne du journal"
        ordering = ["-quand", "-pk"]
        indexes = [models.Index(fields=["content_type", "object_id"])]

    def __str__(self) -> str:
        return f"{self.quand:%d/%m/%Y %H:%M} {self.verbe}"
