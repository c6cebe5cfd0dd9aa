"""Lien: an address of elsewhere that published texts give, and what became of it. Usage: where it is given."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import Count, Q
from django.db.models.functions import Now

from centre.catalogue.models import Entree
from centre.espaces.acces import Lecteur

from .enums import Etat

#: An address that answers is visited again after so many days, one that does not after one.
REPOS, REPOS_COURT = dt.timedelta(days=7), dt.timedelta(hours=20)


class LienQuerySet(models.QuerySet["Lien"]):
    """Reads on links: an address is part of the text that gives it, and is read by who reads that text."""

    def visibles_pour(self, lecteur: Lecteur) -> "LienQuerySet":
        """Those given by a text ``lecteur`` may read."""
        return self.filter(pk__in=Usage.objects.visibles_pour(lecteur).values("lien"))

    def morts(self) -> "LienQuerySet":
        """Silent on enough distinct days, the longest first."""
        return self.filter(etat=Etat.MORT).order_by("premier_echec", "pk")

    def archives(self) -> "LienQuerySet":
        """Kept as they were, on purpose."""
        return self.filter(etat=Etat.ARCHIVE).order_by("hote", "pk")

    def a_visiter(self) -> "LienQuerySet":
        """Given somewhere, and never visited, or not lately, by the database's clock: those that wait for the longest first."""
        bons = Q(etat=Etat.BON, vu_le__lte=Now() - REPOS)
        autres = Q(etat__in=(Etat.DOUTEUX, Etat.MORT), vu_le__lte=Now() - REPOS_COURT)
        dus = self.filter(Q(vu_le__isnull=True) | bons | autres, pk__in=Usage.objects.values("lien")).exclude(etat=Etat.ARCHIVE)
        return dus.order_by(models.F("vu_le").asc(nulls_first=True), "pk")

    def comptes(self) -> dict[str, int]:
        """How many stand where."""
        return dict(self.order_by().values_list("etat").annotate(Count("pk")))


class Lien(models.Model):
    """One address, wherever it is given. ``echecs``: distinct days on which it did not answer, since it last did."""

    #: SHA-256 of the address: an index of long addresses would not hold them.
    cle = models.CharField(max_length=64, unique=True, editable=False)
    adresse = models.TextField(max_length=2000)
    hote = models.CharField("hôte", max_length=255)
    etat = models.CharField("état", max_length=8, choices=Etat.choices, default=Etat.ATTENDU)
    echecs = models.PositiveSmallIntegerField("échecs", default=0)
    premier_echec = models.DateField("ne répond plus depuis le", null=True, blank=True)
    dernier_echec = models.DateField("dernier échec", null=True, blank=True)
    #: Why the last visit failed, in words; empty when it did not.
    reponse = models.CharField("réponse", max_length=120, blank=True)
    vu_le = models.DateTimeField("vérifié le", null=True, blank=True)

    objects = LienQuerySet.as_manager()
    lus: list["Usage"]  # told by the view that lists them

    class Meta:
        verbose_name = "lien"
        indexes = [models.Index(fields=["etat", "vu_le"])]

    def __str__(self) -> str:
        return self.adresse


class UsageQuerySet(models.QuerySet["Usage"]):
    """Reads on where links are given."""

    def visibles_pour(self, lecteur: Lecteur) -> "UsageQuerySet":
        """In what ``lecteur`` may read, as it stands now."""
        return self.filter(entree__in=Entree.objects.publies().visibles_pour(lecteur))


class Usage(models.Model):
    """A text of the catalogue, at one depth, gives this link."""

    lien = models.ForeignKey(Lien, models.CASCADE, related_name="usages")
    entree = models.ForeignKey(Entree, models.CASCADE, related_name="+")

    objects = UsageQuerySet.as_manager()
    corriger: str  # told by the view that lists them

    class Meta:
        verbose_name = "usage d’un lien"
        verbose_name_plural = "usages de liens"
        constraints = [models.UniqueConstraint(fields=["lien", "entree"], name="un_lien_une_fois_par_texte")]

    def __str__(self) -> str:
        return f"{self.lien_id} dans {self.entree_id}"
