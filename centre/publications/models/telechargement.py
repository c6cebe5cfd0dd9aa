"""Telechargement: how often a file was taken, month by month, and nothing about who."""

from __future__ import annotations

from django.db import models

from .autour import Fichier


class Telechargement(models.Model):
    """One file, one month, one number. There is no row about a person to keep, export or erase."""

    fichier = models.ForeignKey(Fichier, models.CASCADE, related_name="telechargements")
    #: Its first day, in Paris.
    mois = models.DateField()
    nombre = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "téléchargements d’un mois"
        verbose_name_plural = "téléchargements par mois"
        constraints = [models.UniqueConstraint(fields=["fichier", "mois"], name="un_compte_par_fichier_et_mois")]

    def __str__(self) -> str:
        return f"{self.fichier_id} {self.mois:%Y-%m} : {self.nombre}"
