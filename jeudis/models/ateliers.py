"""Ateliers of a séance: parallel parts with places of their own (JEU-11)."""

from __future__ import annotations

from django.db import models

from ..enums import EtatInscription, EtatVoeu
from .inscription import Inscription
from .jeudi import Jeudi
from .seance import Seance


class AtelierQuerySet(models.QuerySet["Atelier"]):
    """Reads on ateliers."""

    def du(self, jeudi: Jeudi) -> "AtelierQuerySet":
        """Those of a Jeudi, séance by séance; ``pris`` seats are taken in each."""
        retenus = models.Q(voeux__etat=EtatVoeu.RETENU, voeux__inscription__etat=EtatInscription.INSCRIT)
        return (
            self.filter(seance__jeudi=jeudi)
            .select_related("seance")
            .annotate(pris=models.Count("voeux", filter=retenus))
            .order_by("seance__debut", "seance_id", "ordre", "pk")
        )


class Atelier(models.Model):
    """One of the things one may follow during a séance. Alone in its séance, it gives that séance its own number of places."""

    seance = models.ForeignKey(Seance, models.CASCADE, related_name="ateliers")
    titre = models.CharField(max_length=160)
    places = models.PositiveSmallIntegerField("places", null=True, blank=True)
    ordre = models.PositiveSmallIntegerField(default=0)

    objects = AtelierQuerySet.as_manager()

    pris: int  # annotated by ``du``

    class Meta:
        verbose_name = "atelier"
        ordering = ["ordre", "pk"]

    def __str__(self) -> str:
        return self.titre

    @property
    def libres(self) -> int | None:
        """Seats left (a row read with ``du``); None: no limit."""
        return None if self.places is None else max(self.places - self.pris, 0)


class Voeu(models.Model):
    """An atelier somebody asked for; ``ordre`` 1 is their first choice in that séance."""

    inscription = models.ForeignKey(Inscription, models.CASCADE, related_name="voeux")
    atelier = models.ForeignKey(Atelier, models.CASCADE, related_name="voeux")
    ordre = models.PositiveSmallIntegerField()
    etat = models.CharField(max_length=10, choices=EtatVoeu.choices, default=EtatVoeu.EN_ATTENTE)

    class Meta:
        verbose_name = "choix d’atelier"
        verbose_name_plural = "choix d’ateliers"
        ordering = ["ordre", "pk"]
        constraints = [models.UniqueConstraint(fields=["inscription", "atelier"], name="un_voeu_par_atelier")]

    def __str__(self) -> str:
        return f"choix {self.ordre} ({self.get_etat_display()})"
