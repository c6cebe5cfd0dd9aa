"""What the team notes about a member, for itself alone."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models.functions import Now


class NoteQuerySet(models.QuerySet["Note"]):
    """Reads on notes: the team's screens only."""

    def sur(self, membre: Any) -> "NoteQuerySet":
        """Those about a member, latest first."""
        return self.filter(membre_id=membre.pk).select_related("auteur")


class Note(models.Model):
    """A line of the team about a member: never shown to anybody else, erased with the member."""

    membre = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    auteur = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    texte = models.TextField(max_length=2000)
    cree_le = models.DateTimeField(db_default=Now())

    objects = NoteQuerySet.as_manager()

    class Meta:
        verbose_name = "note de l’équipe"
        verbose_name_plural = "notes de l’équipe"
        ordering = ["-cree_le", "-pk"]

    def __str__(self) -> str:
        return f"note {self.pk}"
