"""Sondage: dates proposed for a Jeudi in preparation or a meeting, and who can come."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from centre.espaces.acces import Lecteur, est_membre, ids
from centre.espaces.models import Espace
from centre.temps import PARIS

from ..enums import Disponibilite
from .jeudi import AUJOURD_HUI, Jeudi


class SondageQuerySet(models.QuerySet["Sondage"]):
    """Reads on polls: the members who read the espace, nobody else."""

    def visibles_pour(self, lecteur: Lecteur) -> "SondageQuerySet":
        """Those whose espace ``lecteur``, a member, reads."""
        return self.filter(espace_id__in=ids(lecteur)) if est_membre(lecteur) else self.none()

    def ouverts(self) -> "SondageQuerySet":
        """Waiting for answers."""
        return self.filter(models.Q(jusqu_au__isnull=True) | models.Q(jusqu_au__gte=AUJOURD_HUI), clos_le__isnull=True)

    def sans_reponse_de(self, membre: Any) -> "SondageQuerySet":
        """Those ``membre`` said nothing to."""
        return self.exclude(pk__in=ReponseDeDate.objects.de(membre).values("date__sondage"))


class Sondage(models.Model):
    """A question to an espace: which of these dates? Its own title is shown, never the draft's it is for."""

    titre = models.CharField("pour quoi ?", max_length=200)
    mot = models.TextField("un mot pour les personnes interrogées", max_length=1000, blank=True)
    jeton = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    espace = models.ForeignKey(Espace, models.PROTECT, related_name="+")
    jeudi = models.ForeignKey(Jeudi, models.PROTECT, null=True, blank=True, related_name="sondages")
    par = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    jusqu_au = models.DateField("réponses jusqu’au", null=True, blank=True)
    cree_le = models.DateTimeField(default=timezone.now)
    clos_le = models.DateTimeField(null=True, blank=True)
    choisie = models.ForeignKey("DateProposee", models.SET_NULL, null=True, blank=True, related_name="+")
    exemple = models.BooleanField("contenu d’exemple", default=False)

    objects = SondageQuerySet.as_manager()

    class Meta:
        verbose_name = "sondage de dates"
        verbose_name_plural = "sondages de dates"
        ordering = ["-cree_le", "-pk"]

    def __str__(self) -> str:
        return self.titre

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("jeudis:sondage", args=[self.pk])

    @property
    def est_ouvert(self) -> bool:
        """Answers are taken, by this machine's clock."""
        return self.clos_le is None and (self.jusqu_au is None or self.jusqu_au >= timezone.localdate())


class DateProposee(models.Model):
    """One of the dates."""

    sondage = models.ForeignKey(Sondage, models.CASCADE, related_name="dates")
    debut = models.DateTimeField()
    fin = models.DateTimeField()

    class Meta:
        verbose_name = "date proposée"
        verbose_name_plural = "dates proposées"
        ordering = ["debut", "pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(fin__gt=models.F("debut")), name="une_date_finit_apres_son_debut"),
            models.UniqueConstraint(fields=["sondage", "debut", "fin"], name="une_date_une_fois"),
        ]

    def __str__(self) -> str:
        return f"{self.debut:%d/%m/%Y %H:%M}"

    @property
    def jour(self) -> dt.date:
        """Its day in Paris."""
        return self.debut.astimezone(PARIS).date()


class ReponseDeDateQuerySet(models.QuerySet["ReponseDeDate"]):
    """Reads on answers."""

    def de(self, membre: Any) -> "ReponseDeDateQuerySet":
        """Those of a member."""
        return self.filter(membre_id=membre.pk)

    def perimees(self) -> "ReponseDeDateQuerySet":
        """Those of a poll closed, or of dates past, for more than six months."""
        limite = timezone.now() - dt.timedelta(days=183)
        return self.filter(models.Q(date__sondage__clos_le__lt=limite) | models.Q(date__debut__lt=limite))


class ReponseDeDate(models.Model):
    """What one member said of one date; changeable until the poll closes."""

    date = models.ForeignKey(DateProposee, models.CASCADE, related_name="reponses")
    membre = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    valeur = models.CharField(max_length=5, choices=Disponibilite.choices)
    donnee_le = models.DateTimeField(default=timezone.now)

    objects = ReponseDeDateQuerySet.as_manager()

    class Meta:
        verbose_name = "réponse à un sondage"
        verbose_name_plural = "réponses aux sondages"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["date", "membre"], name="une_reponse_par_personne_et_date")]

    def __str__(self) -> str:
        return f"réponse {self.pk}"
