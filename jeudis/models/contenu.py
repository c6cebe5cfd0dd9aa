"""What a Jeudi is made of beside its text: who speaks, when, with which documents, and the link to follow it from afar."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone

from centre.espaces.models import Espace
from centre.publications.matiere import Matiere
from centre.publications.models import Fichier, TexteDeFichier, VisiblesQuerySet

from ..enums import Moment
from .jeudi import Jeudi
from .seance import Seance


class Intervenant(models.Model):
    """Who speaks at a Jeudi: a member of the réseau or somebody from outside. Invited by the team, hence named on the page."""

    jeudi = models.ForeignKey(Jeudi, models.CASCADE, related_name="intervenants")
    membre = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    nom = models.CharField("prénom et nom", max_length=170)
    fonction = models.CharField(max_length=160, blank=True)
    structure = models.CharField(max_length=200, blank=True)
    #: To write to somebody without an account; the team alone sees it.
    courriel = models.EmailField("adresse électronique", max_length=254, blank=True)
    ordre = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = "intervenant·e"
        ordering = ["ordre", "pk"]

    def __str__(self) -> str:
        return self.nom

    @property
    def qualite(self) -> str:
        """What they do, and where."""
        return ", ".join(filter(None, [self.fonction, self.structure]))


class Creneau(models.Model):
    """A time slot of the programme, within one séance; hours are those of Paris."""

    seance = models.ForeignKey(Seance, models.CASCADE, related_name="creneaux")
    de = models.TimeField("de")
    a = models.TimeField("à", null=True, blank=True)
    titre = models.CharField(max_length=200)
    description = models.TextField(max_length=1500, blank=True)
    intervenants = models.ManyToManyField(Intervenant, blank=True, related_name="creneaux")

    class Meta:
        verbose_name = "créneau"
        verbose_name_plural = "créneaux"
        ordering = ["seance__debut", "de", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(a__isnull=True) | Q(a__gt=models.F("de")), name="un_creneau_finit_apres")
        ]

    def __str__(self) -> str:
        return f"{self.de:%H:%M} {self.titre}"


class DocumentQuerySet(VisiblesQuerySet["Document"]):
    """Reads on the documents of Jeudis: the one rule on each document's own espace, its Jeudi being published."""

    PUBLIE = Q(jeudi__live=True, jeudi__retire_le__isnull=True, jeudi__date_publication__lte=Now())


class Document(models.Model):
    """A file of a Jeudi, with its own espace: never wider than the page, but for the cohort, whose members all read it.

    The file itself is a ``Fichier``, whose row follows the Jeudi's state and this espace.
    """

    jeudi = models.ForeignKey(Jeudi, models.CASCADE, related_name="documents")
    moment = models.CharField(max_length=10, choices=Moment.choices, default=Moment.AVANT)
    titre = models.CharField(max_length=200)
    espace = models.ForeignKey(Espace, models.PROTECT, related_name="+")
    auteur = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    depose_le = models.DateTimeField(default=timezone.now)

    #: What ``substance`` reads besides its row.
    SUBSTANCE_AVEC = ("jeudi",)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "document de Jeudi"
        verbose_name_plural = "documents de Jeudis"
        ordering = ["depose_le", "pk"]

    def __str__(self) -> str:
        return self.titre

    def get_absolute_url(self) -> str:
        """Its line on the page of the Jeudi."""
        return f"{self.jeudi.get_absolute_url()}#document-{self.pk}"

    @property
    def fichier(self) -> Fichier | None:
        """Its file."""
        return Fichier.objects.sur(self).first()

    # What a file copies from what it is joined to: the Jeudi's state, this espace.
    @property
    def espace_des_fichiers(self) -> int:
        """Its own espace."""
        return self.espace_id

    @property
    def live(self) -> bool:
        """As the Jeudi."""
        return self.jeudi.live

    @property
    def date_publication(self) -> Any:
        """As the Jeudi."""
        return self.jeudi.date_publication

    @property
    def retire_le(self) -> Any:
        """As the Jeudi."""
        return self.jeudi.retire_le

    def texte(self) -> str:
        """The words read in its file."""
        lus = TexteDeFichier.objects.filter(fichier__in=Fichier.objects.sur(self))
        return "\n".join(page for lecture in lus for page in lecture.pages)[:200_000]

    def substance(self) -> str:
        """Which Jeudi it comes from (``SUBSTANCE_AVEC``)."""
        return f"<p>Document du Jeudi « {self.jeudi.titre} ».</p>"

    def matiere(self) -> Matiere:
        """What a notice of the library starts from: the title, what the Jeudi is about, the file."""
        themes, territoires = tuple(self.jeudi.themes.all()), tuple(self.jeudi.territoires.all())
        return Matiere(self.titre, self.substance(), themes, territoires, fichiers=tuple(Fichier.objects.sur(self)))


class Visio(models.Model):
    """The link to follow a Jeudi from afar. A row of its own: it travels in no version, no search, no copy."""

    jeudi = models.OneToOneField(Jeudi, models.CASCADE, primary_key=True, related_name="visio")
    lien = models.URLField("adresse de la visioconférence", max_length=500)
    consigne = models.CharField("code, ou comment se connecter", max_length=300, blank=True)

    class Meta:
        verbose_name = "visioconférence"

    def __str__(self) -> str:
        return f"visioconférence du Jeudi {self.jeudi_id}"
