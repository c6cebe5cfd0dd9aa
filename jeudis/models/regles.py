"""How the seats of a Jeudi are given: quotas and priority, offers, reminders."""

from __future__ import annotations

import datetime as dt

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from centre.espaces.enums import Public
from centre.membres.models import Poste

from .jeudi import Jeudi


def rappels_par_defaut() -> list[int]:
    """A week before, and the day before."""
    return [7, 1]


class ReglesQuerySet(models.QuerySet["Regles"]):
    """Reads on rules."""

    def pour(self, jeudi: Jeudi) -> "Regles":
        """Those of a Jeudi; the usual ones, not stored, while nobody chose."""
        return self.filter(jeudi=jeudi).first() or Regles(jeudi=jeudi)


class Regles(models.Model):
    """The choices of one Jeudi. No row: seats in the order of the requests, reminders a week and a day before."""

    jeudi = models.OneToOneField(Jeudi, models.CASCADE, related_name="regles")
    #: Values of ``Public``: for whom seats are kept.
    categories = ArrayField(
        models.CharField(max_length=20, choices=Poste.CATEGORIES), verbose_name="publics prioritaires", default=list, blank=True
    )
    part = models.PositiveSmallIntegerField(
        "part des places gardée pour eux (%)", default=100, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    max_par_territoire = models.PositiveSmallIntegerField("au plus, par territoire", null=True, blank=True)
    #: From then on, the rules above no longer hold.
    ouverture_le = models.DateTimeField("ouvert à tous à partir du", null=True, blank=True)
    offre = models.BooleanField("proposer la place avant de la donner", default=False)
    offre_heures = models.PositiveSmallIntegerField(
        "heures pour répondre", default=48, validators=[MinValueValidator(1), MaxValueValidator(240)]
    )
    rappels = ArrayField(
        models.PositiveSmallIntegerField(), verbose_name="rappels, en jours avant", default=rappels_par_defaut, blank=True
    )
    covoiturage = models.BooleanField("proposer le covoiturage", default=True)

    objects = ReglesQuerySet.as_manager()

    class Meta:
        verbose_name = "règles d’inscription"
        verbose_name_plural = "règles d’inscription"

    def __str__(self) -> str:
        return f"règles du Jeudi {self.jeudi_id}"

    def en_vigueur(self, instant: dt.datetime) -> bool:
        """Some seats are kept back at that instant."""
        if not (self.categories or self.max_par_territoire):
            return False
        return self.ouverture_le is None or instant < self.ouverture_le

    @property
    def noms_des_categories(self) -> str:
        """For whom seats are kept, in words."""
        return ", ".join(str(Public(valeur).label) for valeur in self.categories)
