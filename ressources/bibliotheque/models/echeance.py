"""Echeance: the day a document is looked at again, and who answers for it (DOC-13)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now, TruncDate
from django.utils import timezone

from centre.espaces.acces import Lecteur
from centre.temps import PARIS

from .ressource import Ressource


class EcheanceQuerySet(models.QuerySet["Echeance"]):
    """Reads on what is to look at again."""

    def de(self, membre: Any) -> "EcheanceQuerySet":
        """What a member answers for."""
        return self.filter(responsable_id=membre.pk)

    def a_l_equipe(self) -> "EcheanceQuerySet":
        """What nobody answers for by name."""
        return self.filter(responsable__isnull=True)

    def echues(self, lecteur: Lecteur) -> "EcheanceQuerySet":
        """Whose day has come, in Paris, by the database's clock; a notice withdrawn, archived or replaced asks for nothing more."""
        vivantes = Ressource.objects.courants().les_dernieres(lecteur)
        return self.filter(date__lte=TruncDate(Now(), tzinfo=PARIS), ressource__in=vivantes)

    def a_dire(self) -> "EcheanceQuerySet":
        """Due, and not told of yet to who answers for it."""
        echues = self.filter(date__lte=TruncDate(Now(), tzinfo=PARIS), prevenu_le__isnull=True)
        return echues.filter(responsable__isnull=False, ressource__in=Ressource.objects.courants())

    def visibles_pour(self, lecteur: Lecteur) -> "EcheanceQuerySet":
        """One's own, while one may still read every document the same mail told of: asked again when it leaves."""
        lisibles = Ressource.objects.visibles_pour(lecteur).values("pk")
        cachees = Echeance.objects.filter(responsable_id=lecteur.pk).exclude(ressource__in=lisibles)
        return self.filter(responsable_id=lecteur.pk).exclude(
            prevenu_le__in=cachees.filter(prevenu_le__isnull=False).values("prevenu_le")
        )

    def pour_la_liste(self) -> "EcheanceQuerySet":
        """With what a line prints, the oldest first."""
        return self.select_related("ressource__espace", "responsable").order_by("date", "pk")


class Echeance(models.Model):
    """One document's next day. ``responsable``: None, the team answers for it. ``revu_le``: last said to be still right."""

    ressource = models.OneToOneField(Ressource, models.CASCADE, related_name="echeance")
    date = models.DateField("à revoir le")
    responsable = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    revu_le = models.DateField("revu le", null=True, blank=True)
    #: When who answers for it was told that this day has come.
    prevenu_le = models.DateTimeField("prévenu le", null=True, blank=True)

    objects = EcheanceQuerySet.as_manager()

    class Meta:
        verbose_name = "document à revoir"
        verbose_name_plural = "documents à revoir"
        indexes = [models.Index(fields=["date"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(revu_le__isnull=True) | Q(revu_le__lt=F("date")), name="revoir_vient_apres_avoir_revu"
            )
        ]

    def __str__(self) -> str:
        return f"{self.ressource} : {self.date}"

    @property
    def est_echue(self) -> bool:
        """Its day has come, by this machine's clock: for the screens."""
        return self.date <= timezone.localdate()

    @property
    def depuis(self) -> dt.date:
        """Since when nobody said that the document is right: the last time somebody did, else its publication."""
        publie = self.ressource.date_publication
        return self.revu_le or (timezone.localdate(publie) if publie else self.date)
