"""Relevé de décisions: who does what until when, followed from one séance to the next. Serie: Jeudis that follow each other."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from centre.espaces.acces import Lecteur
from centre.espaces.enums import Nature

from ..enums import EtatDecision
from .compte_rendu import CompteRendu
from .jeudi import AUJOURD_HUI, Jeudi


class DecisionQuerySet(models.QuerySet["Decision"]):
    """Reads on decisions: who reads the compte rendu reads them; the reserved ones, who reads it whole."""

    def visibles_pour(self, lecteur: Lecteur) -> "DecisionQuerySet":
        """Those of the edition ``lecteur`` reads."""
        complets = CompteRendu.objects.complets_pour(lecteur).values("pk")
        lus = CompteRendu.objects.visibles_pour(lecteur).values("pk")
        return self.filter(Q(compte_rendu__in=complets) | Q(compte_rendu__in=lus, reservee=False))

    def publiees(self) -> "DecisionQuerySet":
        """Of comptes rendus that are out: only ever combined with ``visibles_pour``."""
        return self.filter(compte_rendu__in=CompteRendu.objects.publies().values("pk"))

    def a_faire(self) -> "DecisionQuerySet":
        """Pending, the most urgent first."""
        return self.filter(etat=EtatDecision.A_FAIRE).order_by(models.F("pour_le").asc(nulls_last=True), "ordre", "pk")

    def en_retard(self) -> "DecisionQuerySet":
        """Pending, their day gone by, in Paris."""
        return self.a_faire().filter(pour_le__lt=AUJOURD_HUI)

    def de(self, membre: Any) -> "DecisionQuerySet":
        """Those a member answers for."""
        return self.filter(responsable_id=membre.pk)

    def avant(self, jeudi: Jeudi) -> "DecisionQuerySet":
        """Those of the Jeudis that came before ``jeudi`` in its series, or in the groupe it is held in."""
        if jeudi.premier_jour is None:
            return self.none()
        suite = Q(compte_rendu__jeudi__maillon__serie__maillons__jeudi_id=jeudi.pk)
        if jeudi.espace.nature == Nature.GROUPE:
            suite |= Q(compte_rendu__jeudi__espace_id=jeudi.espace_id)
        passees = self.filter(suite, compte_rendu__jeudi__dernier_jour__lt=jeudi.premier_jour)
        return passees.exclude(compte_rendu__jeudi_id=jeudi.pk)


class Decision(models.Model):
    """One line of the relevé: what, who, until when, where it stands. Ordinary rows: they change after publication."""

    #: Given by the form: the same one sent twice makes one row.
    jeton = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    compte_rendu = models.ForeignKey(CompteRendu, models.CASCADE, related_name="decisions")
    quoi = models.CharField("quoi", max_length=300)
    #: Who answers for it: a member of the réseau, or words (« la Région »).
    responsable = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    qui = models.CharField("qui", max_length=160, blank=True)
    pour_le = models.DateField("pour le", null=True, blank=True)
    etat = models.CharField("état", max_length=12, choices=EtatDecision.choices, default=EtatDecision.A_FAIRE)
    reservee = models.BooleanField("réservée", default=False)
    ordre = models.PositiveSmallIntegerField(default=0)
    cree_le = models.DateTimeField(default=timezone.now)
    close_le = models.DateTimeField(null=True, blank=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = "décision"
        ordering = ["ordre", "pk"]

    def __str__(self) -> str:
        return self.quoi

    @property
    def par_qui(self) -> str:
        """Who answers for it, in words."""
        return (self.responsable.nom_complet if self.responsable else "") or self.qui

    @property
    def est_en_retard(self) -> bool:
        """Pending and late, by this machine's clock: for the screens."""
        return self.etat == EtatDecision.A_FAIRE and self.pour_le is not None and self.pour_le < timezone.localdate()


class Serie(models.Model):
    """Jeudis that follow each other without being of one groupe: a cycle held over several years, a working group in the réseau."""

    nom = models.CharField("nom de la série", max_length=160, unique=True)

    class Meta:
        verbose_name = "série de Jeudis"
        verbose_name_plural = "séries de Jeudis"
        ordering = ["nom"]

    def __str__(self) -> str:
        return self.nom


class Maillon(models.Model):
    """A Jeudi in its series; their dates make the order."""

    jeudi = models.OneToOneField(Jeudi, models.CASCADE, related_name="maillon", primary_key=True)
    serie = models.ForeignKey(Serie, models.CASCADE, related_name="maillons")

    class Meta:
        verbose_name = "place d’un Jeudi dans une série"

    def __str__(self) -> str:
        return f"{self.jeudi_id} dans {self.serie_id}"
