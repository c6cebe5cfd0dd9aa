"""Paper sheets of émargement, their scans kept as proof, and the code shown in the room."""

from __future__ import annotations

import datetime as dt
import secrets
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from centre.publications.models import chemin_du_fichier, stockage_prive

from .jeudi import Jeudi
from .seance import Seance

#: Signs nobody takes for another, read across a room.
ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
#: The code opens that long before its séance.
AVANCE = dt.timedelta(minutes=30)


class Feuille(models.Model):
    """The paper sheet of one day of a Jeudi: when it was printed, when it was entered."""

    jeudi = models.ForeignKey(Jeudi, models.CASCADE, related_name="feuilles")
    jour = models.DateField()
    imprimee_le = models.DateTimeField("imprimée le", null=True, blank=True)
    saisie_le = models.DateTimeField("saisie le", null=True, blank=True)

    class Meta:
        verbose_name = "feuille d’émargement"
        verbose_name_plural = "feuilles d’émargement"
        ordering = ["jour"]
        constraints = [models.UniqueConstraint(fields=["jeudi", "jour"], name="une_feuille_par_jour")]

    def __str__(self) -> str:
        return f"feuille du {self.jour:%d/%m/%Y}"


class PreuveQuerySet(models.QuerySet["Preuve"]):
    """Reads on scans."""

    def gardees(self) -> "PreuveQuerySet":
        """Whose file is still here."""
        return self.filter(detruite_le__isnull=True)


class Preuve(models.Model):
    """The scan of a signed sheet, for the team alone. Once destroyed the row is its certificate: what, when, by whom, no name."""

    jeudi = models.ForeignKey(Jeudi, models.PROTECT, related_name="preuves")
    jour = models.DateField()
    contenu = models.FileField(upload_to=chemin_du_fichier, storage=stockage_prive, blank=True)
    nom = models.CharField("nom du fichier", max_length=200, blank=True)
    type_mime = models.CharField(max_length=120)
    taille = models.PositiveBigIntegerField()
    empreinte = models.CharField("SHA-256", max_length=64)
    deposee_le = models.DateTimeField("déposée le", default=timezone.now)
    par = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    detruite_le = models.DateTimeField("détruite le", null=True, blank=True)
    #: Who did it, by role: the retention rule, or the team.
    detruite_par = models.CharField("détruite par", max_length=80, blank=True)

    objects = PreuveQuerySet.as_manager()

    class Meta:
        verbose_name = "feuille signée, numérisée"
        verbose_name_plural = "feuilles signées, numérisées"
        ordering = ["jour", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["jeudi", "jour", "empreinte"], name="une_preuve_par_fichier"),
            models.CheckConstraint(
                condition=Q(detruite_le__isnull=True) | Q(contenu="", nom=""), name="une_preuve_detruite_n_a_plus_de_fichier"
            ),
        ]

    def __str__(self) -> str:
        return f"feuille signée du {self.jour:%d/%m/%Y}"


def tirer_un_code() -> str:
    """Six signs: one chance in a billion for a try, and tries are counted."""
    return "".join(secrets.choice(ALPHABET) for _ in range(6))


class CodeDeSalle(models.Model):
    """The code shown in the room of one séance, for who is there to sign in from a phone; another one may be drawn at any time."""

    seance = models.OneToOneField(Seance, models.CASCADE, related_name="code_de_salle")
    code = models.CharField(max_length=6, default=tirer_un_code)
    tire_le = models.DateTimeField("tiré le", default=timezone.now)

    class Meta:
        verbose_name = "code de la salle"
        verbose_name_plural = "codes de la salle"

    def __str__(self) -> str:
        return f"code de la séance {self.seance_id}"

    def vaut_a(self, instant: dt.datetime) -> bool:
        """From half an hour before the séance to its end."""
        seance: Any = self.seance
        return seance.debut - AVANCE <= instant <= seance.fin
