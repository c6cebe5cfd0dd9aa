"""Who comes to a Jeudi."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from ..enums import EtatInscription
from .jeudi import Jeudi


class InscriptionQuerySet(models.QuerySet["Inscription"]):
    """Reads on registrations: those of a member, and of the team (DESIGN §2, « À moi »)."""

    def de(self, membre: Any) -> "InscriptionQuerySet":
        """Those of a member."""
        return self.filter(membre_id=membre.pk)

    def inscrits(self) -> "InscriptionQuerySet":
        """With a seat, in order."""
        return self.filter(etat=EtatInscription.INSCRIT).order_by("rang", "pk")

    def en_attente(self) -> "InscriptionQuerySet":
        """Waiting, first come first."""
        return self.filter(etat=EtatInscription.EN_ATTENTE).order_by("rang", "pk")

    def en_cours(self) -> "InscriptionQuerySet":
        """With a seat, then waiting."""
        return self.exclude(etat=EtatInscription.ANNULEE).order_by("-etat", "rang")

    def a_prevenir(self) -> "InscriptionQuerySet":
        """With a seat or waiting, whose account is open: whom the mails of the whole Jeudi go to."""
        return self.en_cours().filter(membre__is_active=True).select_related("membre")


class Inscription(models.Model):
    """One person and one Jeudi: one row, whatever happens; ``rang`` is the order in which they asked."""

    jeudi = models.ForeignKey(Jeudi, models.PROTECT, related_name="inscriptions")
    membre = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="inscriptions")
    etat = models.CharField(max_length=12, choices=EtatInscription.choices)
    rang = models.PositiveIntegerField()
    demandee_le = models.DateTimeField(default=timezone.now)
    changee_le = models.DateTimeField(default=timezone.now)
    promue = models.BooleanField("venue de la liste d’attente", default=False)
    #: Number of changes: names the mail of each one.
    version = models.PositiveIntegerField(default=1)

    objects = InscriptionQuerySet.as_manager()

    class Meta:
        verbose_name = "inscription"
        ordering = ["rang", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["jeudi", "membre"], name="une_inscription_par_personne_et_jeudi"),
            models.UniqueConstraint(fields=["jeudi", "rang"], name="un_rang_par_inscription"),
        ]

    def __str__(self) -> str:
        return f"inscription {self.pk} ({self.get_etat_display()})"
