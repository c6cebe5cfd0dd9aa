"""Besoin: a theme members ask for; their voices; the Jeudi that answers it."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from centre.espaces.acces import Lecteur, est_membre, ids
from centre.espaces.models import Espace

from ..enums import EtatDuBesoin
from .jeudi import Jeudi


class BesoinQuerySet(models.QuerySet["Besoin"]):
    """Reads on needs: the members who read the espace; a merged one lives in the other."""

    def visibles_pour(self, lecteur: Lecteur) -> "BesoinQuerySet":
        """Those whose espace ``lecteur``, a member, reads."""
        return self.filter(espace_id__in=ids(lecteur), fusionne_dans__isnull=True) if est_membre(lecteur) else self.none()

    def a_regarder(self) -> "BesoinQuerySet":
        """Those the team said nothing of."""
        return self.filter(etat=EtatDuBesoin.PROPOSE, fusionne_dans__isnull=True)

    def classes(self) -> "BesoinQuerySet":
        """The most asked for first, with ``n_voix`` and what a list prints."""
        return (
            self.select_related("espace", "jeudi")
            .prefetch_related("themes")
            .annotate(n_voix=models.Count("voix", distinct=True))
            .order_by("-n_voix", "cree_le", "pk")
        )


class Besoin(models.Model):
    """A theme or a need, in the words of who proposed it."""

    titre = models.CharField("le thème, en une phrase", max_length=200)
    detail = models.TextField("le besoin", max_length=1000, blank=True)
    jeton = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    espace = models.ForeignKey(Espace, models.PROTECT, related_name="+")
    par = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    themes = models.ManyToManyField("themes.Theme", blank=True, related_name="+", verbose_name="thèmes")
    etat = models.CharField("état", max_length=10, choices=EtatDuBesoin.choices, default=EtatDuBesoin.PROPOSE)
    motif = models.TextField("pourquoi", max_length=500, blank=True)
    jeudi = models.ForeignKey(Jeudi, models.PROTECT, null=True, blank=True, related_name="themes_demandes")
    fusionne_dans = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="doublons")
    cree_le = models.DateTimeField(default=timezone.now)
    exemple = models.BooleanField("contenu d’exemple", default=False)

    objects = BesoinQuerySet.as_manager()
    n_voix: int  # annotated by ``classes``

    class Meta:
        verbose_name = "thème proposé"
        verbose_name_plural = "thèmes proposés"
        ordering = ["-cree_le", "-pk"]

    def __str__(self) -> str:
        return self.titre

    def get_absolute_url(self) -> str:
        """Its place in the list."""
        return f"{reverse('jeudis:besoins')}#besoin-{self.pk}"

    @property
    def ouvert(self) -> bool:
        """Voices still count."""
        return self.etat in (EtatDuBesoin.PROPOSE, EtatDuBesoin.RETENU)

    @property
    def jeudi_tenu(self) -> bool:
        """The Jeudi that answers it took place."""
        return bool(self.etat == EtatDuBesoin.PROGRAMME and self.jeudi and self.jeudi.est_passe and not self.jeudi.annule_le)

    @property
    def dit(self) -> str:
        """Its state, in a word."""
        if self.jeudi_tenu:
            return "C’est fait"
        if self.etat == EtatDuBesoin.PROGRAMME and self.jeudi and self.jeudi.annule_le:
            return "Jeudi annulé"
        return EtatDuBesoin(self.etat).label


class VoixQuerySet(models.QuerySet["Voix"]):
    """Reads on voices."""

    def de(self, membre: Any) -> "VoixQuerySet":
        """Those of a member."""
        return self.filter(membre_id=membre.pk)


class Voix(models.Model):
    """One member's voice for one need: one each, taken back at will."""

    besoin = models.ForeignKey(Besoin, models.CASCADE, related_name="voix")
    membre = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    donnee_le = models.DateTimeField(default=timezone.now)

    objects = VoixQuerySet.as_manager()

    class Meta:
        verbose_name = "voix"
        verbose_name_plural = "voix"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["besoin", "membre"], name="une_voix_par_personne_et_besoin")]

    def __str__(self) -> str:
        return f"voix {self.pk}"
