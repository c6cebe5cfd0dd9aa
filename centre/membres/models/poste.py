"""Who employs members, and the post they hold."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from centre.espaces.enums import CATEGORIES, Public

from .membre import Membre


class Structure(models.Model):
    """The organisation that employs members."""

    nom = models.CharField(max_length=200)
    slug = models.SlugField(max_length=120, unique=True)
    site = models.URLField(blank=True)

    class Meta:
        verbose_name = "structure"
        ordering = ["nom"]

    def __str__(self) -> str:
        return self.nom


class PosteQuerySet(models.QuerySet["Poste"]):
    """Reads on posts."""

    def en_cours(self) -> "PosteQuerySet":
        """Posts not left."""
        return self.filter(jusqu_a__isnull=True)

    def le(self, jour: Any) -> "PosteQuerySet":
        """Posts held on a date."""
        return self.filter(depuis__lte=jour).filter(Q(jusqu_a__isnull=True) | Q(jusqu_a__gte=jour))


class Poste(models.Model):
    """What a member does, for whom, on which territoires, since when. Posts change, their history stays."""

    CATEGORIES = [(c.value, c.label) for c in (*CATEGORIES, Public.ELARGI)]

    membre = models.ForeignKey(Membre, models.CASCADE, related_name="postes")
    fonction = models.CharField(max_length=160)
    structure = models.ForeignKey(Structure, models.PROTECT, null=True, blank=True, related_name="postes")
    categorie = models.CharField("catégorie", max_length=20, choices=CATEGORIES)
    territoires = models.ManyToManyField("territoires.Territoire", blank=True, related_name="+")
    depuis = models.DateField()
    jusqu_a = models.DateField("jusqu’à", null=True, blank=True)

    objects = PosteQuerySet.as_manager()

    class Meta:
        verbose_name = "poste"
        ordering = ["-depuis", "-pk"]
        constraints = [
            models.UniqueConstraint("membre", condition=Q(jusqu_a__isnull=True), name="un_poste_en_cours_par_membre"),
            models.CheckConstraint(
                condition=Q(jusqu_a__isnull=True) | Q(jusqu_a__gte=models.F("depuis")), name="poste_dates_dans_l_ordre"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fonction}, {self.structure}" if self.structure else self.fonction
