"""Ouverture: a notice, or its files, opened to more readers, now or on a day (embargo); what was checked, by whom."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from centre.espaces.models import Espace

from ..enums import Quoi
from .ressource import Ressource

#: What is checked before more people read: field → what is asked.
VERIFICATIONS = {
    "droits": "Les auteurs sont d’accord, ou la licence le permet",
    "personnes": "Les personnes citées ou montrées sont d’accord, ou il n’y en a pas",
    "accessibilite": "Le document se lit sans souris et avec un lecteur d’écran, ou sa notice en dit l’essentiel",
}


class OuvertureQuerySet(models.QuerySet["Ouverture"]):
    """Reads on openings."""

    def attendues(self) -> "OuvertureQuerySet":
        """Neither done nor given up."""
        return self.filter(faite_le__isnull=True, annulee_le__isnull=True)

    def echues(self) -> "OuvertureQuerySet":
        """Whose instant has come, by the database's clock, on a notice that is there to be read."""
        return self.attendues().filter(quand__lte=Now(), ressource__live=True, ressource__retire_le__isnull=True)


class Ouverture(models.Model):
    """One opening. It starts from the readers of the day it was decided: moved since, it is given up."""

    ressource = models.ForeignKey(Ressource, models.CASCADE, related_name="ouvertures")
    quoi = models.CharField(max_length=8, choices=Quoi.choices)
    depuis = models.ForeignKey(Espace, models.PROTECT, related_name="+")
    depuis_fichiers = models.ForeignKey(Espace, models.PROTECT, related_name="+")
    vers = models.ForeignKey(Espace, models.PROTECT, related_name="+")
    quand = models.DateTimeField()
    droits = models.BooleanField(VERIFICATIONS["droits"], default=False)
    personnes = models.BooleanField(VERIFICATIONS["personnes"], default=False)
    accessibilite = models.BooleanField(VERIFICATIONS["accessibilite"], default=False)
    note = models.TextField("note", max_length=500, blank=True)
    par = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    decidee_le = models.DateTimeField(auto_now_add=True)
    faite_le = models.DateTimeField(null=True, blank=True)
    annulee_le = models.DateTimeField(null=True, blank=True)

    objects = OuvertureQuerySet.as_manager()
    en_retard: bool  # told by the view that lists them

    class Meta:
        verbose_name = "ouverture"
        ordering = ["-decidee_le", "-pk"]
        constraints = [
            models.UniqueConstraint(
                "ressource", condition=Q(faite_le__isnull=True, annulee_le__isnull=True), name="une_ouverture_attendue_par_notice"
            ),
            models.CheckConstraint(
                condition=Q(droits=True, personnes=True, accessibilite=True), name="une_ouverture_est_verifiee"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ressource} : {self.get_quoi_display().lower()}, {self.vers}"
