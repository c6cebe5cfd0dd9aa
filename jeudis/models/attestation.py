"""Attestations: hours really attended, a number anybody may check, no name kept in them."""

from __future__ import annotations

import datetime as dt
import secrets
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from ..enums import EtatAttestation
from .feuilles import ALPHABET
from .inscription import Inscription
from .jeudi import Jeudi


def tirer_un_numero() -> str:
    """Twelve signs in three groups (60 bits): never a guess, easily typed."""
    signes = "".join(secrets.choice(ALPHABET) for _ in range(12))
    return f"{signes[:4]}-{signes[4:8]}-{signes[8:]}"


class Emission(models.Model):
    """The attestations of a Jeudi were issued, by this rule; ``a_revoir``: the attendance changed since."""

    jeudi = models.OneToOneField(Jeudi, models.CASCADE, related_name="emission")
    emises_le = models.DateTimeField("émises le", default=timezone.now)
    par = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    #: For a cycle, how many séances must have been attended (None: one is enough).
    requises = models.PositiveSmallIntegerField("séances à suivre", null=True, blank=True)
    a_revoir = models.BooleanField("à revoir", default=False)

    class Meta:
        verbose_name = "émission d’attestations"
        verbose_name_plural = "émissions d’attestations"

    def __str__(self) -> str:
        return f"attestations du Jeudi {self.jeudi_id}"


class AttestationQuerySet(models.QuerySet["Attestation"]):
    """Reads on attestations (DESIGN §2, « À moi »)."""

    def de(self, membre: Any) -> "AttestationQuerySet":
        """Those of a member."""
        return self.filter(inscription__membre_id=membre.pk)

    def valides(self) -> "AttestationQuerySet":
        """In force."""
        return self.filter(etat=EtatAttestation.VALIDE)

    def du(self, jeudi: Any) -> "AttestationQuerySet":
        """Those of a Jeudi, whatever became of them."""
        return self.filter(inscription__jeudi=jeudi)

    def avec_participant(self) -> "AttestationQuerySet":
        """With what the document prints, in a constant number of queries."""
        return self.prefetch_related(models.Prefetch("inscription", Inscription.objects.avec_participant()))


class Attestation(models.Model):
    """That somebody was there, so many hours; what it says is frozen, whom it names is read from the registration."""

    numero = models.CharField("numéro", max_length=14, unique=True, default=tirer_un_numero, editable=False)
    inscription = models.ForeignKey(Inscription, models.PROTECT, related_name="attestations")
    etat = models.CharField(max_length=10, choices=EtatAttestation.choices, default=EtatAttestation.VALIDE)
    titre = models.CharField(max_length=200)
    #: Each demi-journée attended: {"jour", "demi", "de", "a", "minutes", "seance"}; hours as read in Paris.
    lignes = models.JSONField(default=list)
    minutes = models.PositiveIntegerField()
    #: Of a cycle: attended, held, required (None: not a cycle).
    suivies = models.PositiveSmallIntegerField("séances suivies", null=True, blank=True)
    prevues = models.PositiveSmallIntegerField("séances du cycle", null=True, blank=True)
    requises = models.PositiveSmallIntegerField("séances à suivre", null=True, blank=True)
    emise_le = models.DateTimeField("émise le", default=timezone.now)
    close_le = models.DateTimeField("close le", null=True, blank=True)
    remplacee_par = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")

    objects = AttestationQuerySet.as_manager()

    class Meta:
        verbose_name = "attestation"
        ordering = ["-emise_le", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["inscription"], condition=Q(etat=EtatAttestation.VALIDE), name="une_attestation_valable_par_personne"
            ),
            models.CheckConstraint(
                condition=Q(etat=EtatAttestation.VALIDE, close_le__isnull=True)
                | (~Q(etat=EtatAttestation.VALIDE) & Q(close_le__isnull=False)),
                name="une_attestation_close_a_sa_date",
            ),
        ]

    def __str__(self) -> str:
        return self.numero

    def get_absolute_url(self) -> str:
        """The document, for whom it names and the team."""
        return reverse("attestations:document", args=[self.numero])

    @property
    def heures(self) -> str:
        """« 5 h 30 »."""
        return duree(self.minutes)

    @property
    def jours(self) -> list[dt.date]:
        """The days attended, in order."""
        return [dt.date.fromisoformat(jour) for jour in sorted({ligne["jour"] for ligne in self.lignes})]

    @property
    def memes_faits(self) -> tuple[Any, ...]:
        """What it attests, to compare with the attendance of today."""
        return (self.titre, self.lignes, self.minutes, self.suivies, self.prevues, self.requises)


def duree(minutes: int) -> str:
    """« 3 h », « 5 h 30 », « 45 min »."""
    heures, reste = divmod(minutes, 60)
    if not heures:
        return f"{reste} min"
    return f"{heures} h {reste:02d}" if reste else f"{heures} h"
