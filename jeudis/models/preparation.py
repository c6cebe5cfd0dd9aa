"""The team's own checklist: what each forme asks and when, and what was ticked."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from ..enums import Forme
from .jeudi import Jeudi


class LigneType(models.Model):
    """A line of the checklist of a forme, as the team settled it: one of the registry's (``etape``) or one of its own."""

    forme = models.CharField(max_length=10, choices=Forme.choices)
    etape = models.CharField("étape connue du portail", max_length=40, blank=True)
    libelle = models.CharField("quoi faire", max_length=160)
    delai = models.SmallIntegerField("jours")
    active = models.BooleanField("demandée", default=True)

    class Meta:
        verbose_name = "ligne de rétro-planning"
        verbose_name_plural = "lignes de rétro-planning"
        ordering = ["delai", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["forme", "etape"], condition=~Q(etape=""), name="une_ligne_par_forme_et_etape"),
            models.UniqueConstraint(fields=["forme", "libelle"], condition=Q(etape=""), name="une_ligne_libre_par_libelle"),
        ]

    def __str__(self) -> str:
        return self.libelle

    @property
    def cle(self) -> str:
        """Its name on the checklist of a Jeudi."""
        return self.etape or f"libre-{self.pk}"


class Coche(models.Model):
    """A line of a Jeudi's checklist ticked by hand."""

    jeudi = models.ForeignKey(Jeudi, models.CASCADE, related_name="coches")
    cle = models.CharField(max_length=60)
    par = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    le = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "étape cochée"
        verbose_name_plural = "étapes cochées"
        constraints = [models.UniqueConstraint(fields=["jeudi", "cle"], name="une_coche_par_etape")]

    def __str__(self) -> str:
        return self.cle
