"""RechercheGardee: a search a member keeps, told of when it finds something new."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.urls import reverse

from centre.catalogue.models import Entree
from centre.espaces.acces import Lecteur

from ..enums import Frequence


class RechercheGardeeQuerySet(models.QuerySet["RechercheGardee"]):
    """Reads on saved searches: each member's own."""

    def de(self, membre: Any) -> "RechercheGardeeQuerySet":
        """Those of a member, latest first."""
        return self.filter(membre_id=membre.pk).order_by("-cree_le", "-pk")

    def visibles_pour(self, lecteur: Lecteur) -> "RechercheGardeeQuerySet":
        """A member's own, while that member may still read every entry last told: asked again when a mail leaves."""
        siennes = self.filter(membre_id=lecteur.pk)
        listes = RechercheGardee.objects.filter(membre_id=lecteur.pk).values_list("dites", flat=True)
        dites = {pk for liste in listes for pk in liste}
        lisibles = Entree.objects.publies().visibles_pour(lecteur).filter(pk__in=dites).count()
        return siennes if lisibles == len(dites) else siennes.none()


class RechercheGardee(models.Model):
    """Words and what was ticked, as in the address of the results; ``vue_le``: what came before was already told or seen."""

    membre = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    mots = models.CharField(max_length=200)
    #: The rest of the address: facets, where, exact words. Encoded, in a fixed order.
    filtres = models.CharField(max_length=1000, blank=True)
    frequence = models.CharField("fréquence", max_length=15, choices=Frequence.choices, default=Frequence.HEBDOMADAIRE)
    cree_le = models.DateTimeField("créée le", db_default=Now())
    vue_le = models.DateTimeField("vue le", db_default=Now())
    #: Entries of the last mail.
    dites = ArrayField(models.BigIntegerField(), default=list)

    objects = RechercheGardeeQuerySet.as_manager()

    class Meta:
        verbose_name = "recherche gardée"
        verbose_name_plural = "recherches gardées"
        constraints = [models.UniqueConstraint(fields=["membre", "mots", "filtres"], name="une_fois_chaque_recherche_gardee")]

    def __str__(self) -> str:
        return self.mots

    def get_absolute_url(self) -> str:
        """Its results."""
        return f"{reverse('recherche')}?{urlencode({'q': self.mots})}{'&' if self.filtres else ''}{self.filtres}"
