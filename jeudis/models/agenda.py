"""AgendaPersonnel: a member's own calendar, read by a machine that signs in nowhere, through a signed link."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone


class AgendaQuerySet(models.QuerySet["AgendaPersonnel"]):
    """Reads on personal calendars (DESIGN §2, « À moi »)."""

    def de(self, membre: Any) -> "AgendaQuerySet":
        """That of a member."""
        return self.filter(membre_id=membre.pk)


class AgendaPersonnel(models.Model):
    """What the feed holds. The row alone opens nothing: its address is a link of ``centre.liens``, revoked with it."""

    membre = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    #: Besides the registrations, the coming Jeudis the member may register for.
    propositions = models.BooleanField("aussi les Jeudis où je peux m’inscrire", default=False)
    cree_le = models.DateTimeField(default=timezone.now)

    objects = AgendaQuerySet.as_manager()

    class Meta:
        verbose_name = "agenda personnel"
        verbose_name_plural = "agendas personnels"

    def __str__(self) -> str:
        return f"agenda {self.pk}"
