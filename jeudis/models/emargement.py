"""Émargement: every gesture is kept, one truth follows per person and demi-journée."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from ..enums import DemiJournee, EtatPresence, Geste
from .inscription import Inscription
from .jeudi import PARIS
from .seance import Seance


class Marque(models.Model):
    """One gesture, never changed: somebody was marked, by whom, on which device, when by that device and when received here."""

    inscription = models.ForeignKey(Inscription, models.CASCADE, related_name="marques")
    seance = models.ForeignKey(Seance, models.PROTECT, related_name="marques")
    demi_journee = models.CharField("demi-journée", max_length=10, choices=DemiJournee.choices)
    etat = models.CharField(max_length=10, choices=EtatPresence.choices)
    geste = models.CharField(max_length=10, choices=Geste.choices, default=Geste.LISTE)
    #: The browser that made it, a random name of its own, and the rank of the gesture there: sent twice, it is one.
    appareil = models.CharField(max_length=36)
    sequence = models.PositiveBigIntegerField("rang sur l’appareil")
    #: When it was made, by this server's clock: the device says how long ago (docs/decisions/043).
    instant = models.DateTimeField()
    recu_le = models.DateTimeField("reçu le", default=timezone.now)
    par = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "geste d’émargement"
        verbose_name_plural = "gestes d’émargement"
        ordering = ["instant", "pk"]
        constraints = [models.UniqueConstraint(fields=["appareil", "sequence"], name="un_geste_par_rang_et_appareil")]

    def __str__(self) -> str:
        return f"{self.get_etat_display()} ({self.get_geste_display()})"


class PresenceQuerySet(models.QuerySet["Presence"]):
    """Reads on attendance: the one truth of the sheet, the compte rendu, the attestation and the bilan."""

    def de(self, membre: Any) -> "PresenceQuerySet":
        """Those of a member."""
        return self.filter(inscription__membre_id=membre.pk)

    def du(self, jeudi: Any) -> "PresenceQuerySet":
        """Those of a Jeudi."""
        return self.filter(seance__jeudi=jeudi)

    def des(self, jeudis: Any) -> "PresenceQuerySet":
        """Those of several Jeudis (a QuerySet, or rows)."""
        return self.filter(seance__jeudi__in=jeudis)

    def le(self, jour: dt.date) -> "PresenceQuerySet":
        """Those of a day, in Paris."""
        return self.filter(seance__debut__date=jour)

    def presents(self) -> "PresenceQuerySet":
        """Who was there."""
        return self.filter(etat=EtatPresence.PRESENT)

    def excuses(self) -> "PresenceQuerySet":
        """Who said they would not come."""
        return self.filter(etat=EtatPresence.EXCUSE)

    def en_conflit(self) -> "PresenceQuerySet":
        """Two devices disagree and nobody of the team has decided."""
        return self.filter(autre__isnull=False)

    def participations(self) -> int:
        """One person present at one demi-journée counts one (PRODUCT.md)."""
        return self.presents().count()

    def personnes_distinctes(self) -> int:
        """The same people counted once, across séances, Jeudis and years; an erased account still counts."""
        return self.presents().aggregate(n=models.Count("personne", distinct=True))["n"]

    def demi_journees_tenues(self) -> int:
        """Demi-journées at which somebody was present."""
        return self.presents().order_by().values("seance", "demi_journee").distinct().count()

    def par_demi_journee(self) -> list[tuple[Seance, DemiJournee, int]]:
        """(séance, demi-journée, number present), in the order of the day; two queries."""
        lignes = self.presents().order_by().values_list("seance", "demi_journee").annotate(n=models.Count("pk"))
        comptes = {(seance, demi): n for seance, demi, n in lignes}
        seances = Seance.objects.filter(pk__in={seance for seance, _ in comptes}).order_by("debut", "pk")
        return [(s, d, comptes[s.pk, d.value]) for s in seances for d in DemiJournee if (s.pk, d.value) in comptes]


def inscriptions_presentes(*jeudis: Any) -> Any:
    """Registrations of these Jeudis present at one demi-journée at least, ready for ``participant``."""
    presentes = Presence.objects.des(jeudis).presents().values("inscription")
    return Inscription.objects.filter(pk__in=presentes).avec_participant()


def inscriptions_excusees(*jeudis: Any) -> Any:
    """Registrations of these Jeudis excused and present at no demi-journée, ready for ``participant``."""
    excusees = Presence.objects.des(jeudis).excuses().values("inscription")
    presentes = Presence.objects.des(jeudis).presents().values("inscription")
    return Inscription.objects.filter(pk__in=excusees).exclude(pk__in=presentes).avec_participant()


class Presence(models.Model):
    """Where a person stands at one demi-journée of a séance: the latest gesture wins (``marque``)."""

    inscription = models.ForeignKey(Inscription, models.CASCADE, related_name="presences")
    seance = models.ForeignKey(Seance, models.PROTECT, related_name="presences")
    demi_journee = models.CharField("demi-journée", max_length=10, choices=DemiJournee.choices)
    etat = models.CharField(max_length=10, choices=EtatPresence.choices)
    #: The gesture it follows (None: forgotten by retention), and one of another device that disagrees, until the team decides.
    marque = models.ForeignKey(Marque, models.SET_NULL, null=True, related_name="+")
    autre = models.ForeignKey(Marque, models.SET_NULL, null=True, blank=True, related_name="+")
    #: The same for one person everywhere: counts persons after names are gone. Random, kept nowhere else.
    personne = models.UUIDField(default=uuid.uuid4, db_index=True)

    objects = PresenceQuerySet.as_manager()

    class Meta:
        verbose_name = "présence"
        ordering = ["seance", "demi_journee", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["inscription", "seance", "demi_journee"], name="une_presence_par_demi_journee"),
            models.CheckConstraint(
                condition=Q(autre__isnull=True) | Q(marque__isnull=True) | ~Q(autre=models.F("marque")),
                name="une_presence_ne_se_contredit_pas_seule",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_demi_journee_display()} : {self.get_etat_display()}"


#: Lunch is not attended: what a séance of a whole day leaves out, unless it was typed as two séances (docs/decisions/044).
MIDI, PAUSE = dt.time(13), (dt.time(12, 30), dt.time(14))


def bornes(seance: Seance, demi_journee: str) -> tuple[dt.datetime, dt.datetime]:
    """From when to when, in Paris, a demi-journée of ``seance`` is attended."""
    debut, fin = seance.debut.astimezone(PARIS), seance.fin.astimezone(PARIS)
    if len(seance.demi_journees) == 1:
        return debut, fin
    avec_pause = debut.time() < PAUSE[0] and (fin.date() > debut.date() or fin.time() > PAUSE[1])
    fin_du_matin, reprise = PAUSE if avec_pause else (MIDI, MIDI)
    if demi_journee == DemiJournee.MATIN:
        return debut, debut.replace(hour=fin_du_matin.hour, minute=fin_du_matin.minute, second=0)
    return debut.replace(hour=reprise.hour, minute=reprise.minute, second=0), fin
