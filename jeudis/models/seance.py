"""A dated part of a Jeudi. Its row is for good once it was announced: calendars and attendance hang on it."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import Q

from centre.temps import PARIS

from ..enums import DemiJournee
from .jeudi import Jeudi


class SeanceManager(models.Manager["Seance"]):
    """The séances that take place: what ``jeudi.seances`` gives. Those taken out are read with ``Seance.toutes``."""

    def get_queryset(self) -> models.QuerySet["Seance"]:
        """Without those taken out of an announced Jeudi."""
        return super().get_queryset().filter(annulee_le__isnull=True)


class Seance(models.Model):
    """A dated part of a Jeudi. Taken out once announced, it stays as a row with ``annulee_le``."""

    jeudi = models.ForeignKey(Jeudi, models.CASCADE, related_name="seances")
    titre = models.CharField(max_length=160, blank=True)
    debut = models.DateTimeField("début")
    fin = models.DateTimeField()
    lieu = models.CharField(max_length=160, blank=True, help_text="Si différent de celui du Jeudi.")

    annulee_le = models.DateTimeField("annulée le", null=True, editable=False)

    #: With those taken out, for calendars: ``jeudi.seances(manager="toutes")``.
    toutes = models.Manager()
    objects = SeanceManager()

    class Meta:
        verbose_name = "séance"
        default_manager_name = "objects"
        ordering = ["debut", "pk"]
        constraints = [models.CheckConstraint(condition=Q(fin__gt=models.F("debut")), name="une_seance_finit_apres_son_debut")]

    def __str__(self) -> str:
        return f"{self.debut:%d/%m/%Y %H:%M}"

    @property
    def jour(self) -> dt.date:
        """Its day in Paris."""
        return self.debut.astimezone(PARIS).date()

    @property
    def demi_journees(self) -> list[DemiJournee]:
        """The half-days it touches (PRODUCT.md): before 13 h, after 13 h, or the evening alone from 18 h."""
        debut, fin = self.debut.astimezone(PARIS).time(), self.fin.astimezone(PARIS)
        if debut >= dt.time(18):
            return [DemiJournee.SOIR]
        finit_apres = fin.date() > self.jour or fin.time() > dt.time(13)
        touchees = [(debut < dt.time(13), DemiJournee.MATIN), (finit_apres, DemiJournee.APRES_MIDI)]
        return [demi for touche, demi in touchees if touche]
