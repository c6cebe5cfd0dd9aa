"""Relecture: a speaker reads their part of a compte rendu through a signed link, and answers. Tirage: an exported file."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from centre.publications.models import chemin_du_fichier, stockage_prive

from .compte_rendu import CompteRendu
from .jeudi import AUJOURD_HUI
from .sections import couper


class RelectureQuerySet(models.QuerySet["Relecture"]):
    """Reads on relectures: the team's, about one compte rendu."""

    def sans_reponse(self) -> "RelectureQuerySet":
        """Not answered yet."""
        return self.filter(repondue_le__isnull=True)

    def a_rappeler(self) -> "RelectureQuerySet":
        """Their day gone by, not answered, never reminded, of a compte rendu still being written."""
        attendues = self.sans_reponse().filter(avant_le__lt=AUJOURD_HUI, rappelee_le__isnull=True)
        return attendues.filter(compte_rendu__live=False, compte_rendu__retire_le__isnull=True)

    def a_reprendre(self) -> "RelectureQuerySet":
        """Corrections proposed, that nobody has dealt with."""
        return self.exclude(corrections="").filter(reprise_le__isnull=True)


class Relecture(models.Model):
    """One speaker asked to read: who, which part, until when; what they answered. They see the public edition alone."""

    compte_rendu = models.ForeignKey(CompteRendu, models.CASCADE, related_name="relectures")
    nom = models.CharField("nom", max_length=160)
    adresse = models.EmailField("adresse électronique", max_length=254)
    #: ``Section.cle``; "" is the whole text.
    partie = models.CharField("partie à relire", max_length=250, blank=True)
    avant_le = models.DateField("réponse attendue le")
    demandee_le = models.DateTimeField(default=timezone.now)
    #: Number of requests: names the mail of each one.
    version = models.PositiveIntegerField(default=1)
    rappelee_le = models.DateTimeField(null=True, blank=True)
    repondue_le = models.DateTimeField(null=True, blank=True)
    validee = models.BooleanField("validée", default=False)
    corrections = models.TextField("corrections proposées", max_length=8000, blank=True)
    reprise_le = models.DateTimeField(null=True, blank=True)

    objects = RelectureQuerySet.as_manager()

    class Meta:
        verbose_name = "relecture d’un compte rendu"
        verbose_name_plural = "relectures de comptes rendus"
        ordering = ["avant_le", "nom", "pk"]
        constraints = [
            models.UniqueConstraint("compte_rendu", Lower("adresse"), name="une_relecture_par_compte_rendu_et_adresse"),
            models.CheckConstraint(condition=~Q(validee=True, repondue_le=None), name="une_relecture_validee_est_repondue"),
        ]

    def __str__(self) -> str:
        return f"relecture {self.pk}"

    @property
    def retire_le(self) -> dt.datetime | None:
        """Its links die with the compte rendu (``LienSigne.objet_present``)."""
        return self.compte_rendu.retire_le

    @property
    def est_en_retard(self) -> bool:
        """Awaited, its day gone by, by this machine's clock: for the screens."""
        return self.repondue_le is None and self.avant_le < timezone.localdate()

    def texte(self) -> str:
        """What is read: the latest draft's public edition, or the part asked for; the whole when that part is no longer there."""
        brouillon: Any = self.compte_rendu.version_a_modifier()
        public = brouillon.texte_public()
        sienne = next((s.html for s in couper(public) if self.partie and s.cle == self.partie), "")
        return sienne or public


class Tirage(models.Model):
    """A file composed from what one reader may read, kept a few days under the print of that very content.

    It is found by reading the content again for whoever asks: who may not read it asks for another print. Without
    ``contenu`` it was asked of a job (``demande_le``) that has not composed it yet, or could not (``echec``).
    """

    empreinte = models.CharField("SHA-256 du contenu", max_length=64)
    format = models.CharField(max_length=4)
    contenu = models.FileField(upload_to=chemin_du_fichier, storage=stockage_prive, blank=True)
    cree_le = models.DateTimeField(default=timezone.now)
    demande_le = models.DateTimeField(default=timezone.now)
    echec = models.BooleanField(default=False)

    class Meta:
        verbose_name = "tirage"
        constraints = [models.UniqueConstraint(fields=["empreinte", "format"], name="un_tirage_par_contenu_et_format")]

    def __str__(self) -> str:
        return f"{self.format} {self.empreinte[:8]}"
