"""Evenement: what others organise (colloques, partner centres), typed by a member or read in a calendar file; never a Jeudi."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.html import linebreaks

from centre.espaces.models import Espace
from centre.publications.matiere import Matiere
from centre.publications.models import VisiblesQuerySet
from centre.temps import PARIS

from .jeudi import AUJOURD_HUI


class EvenementQuerySet(VisiblesQuerySet["Evenement"]):
    """Reads on others' events. À venir and passés are exact complements, as for the Jeudis."""

    PUBLIE = Q(retire_le__isnull=True)

    def a_venir(self) -> "EvenementQuerySet":
        """Not over, soonest first."""
        return self.filter(dernier_jour__gte=AUJOURD_HUI).order_by("premier_jour", "pk")

    def passes(self) -> "EvenementQuerySet":
        """Over, latest first."""
        return self.filter(dernier_jour__lt=AUJOURD_HUI).order_by("-dernier_jour", "-pk")

    def pour_la_liste(self) -> "EvenementQuerySet":
        """With what a list prints, in a constant number of queries."""
        return self.select_related("espace").prefetch_related("themes").avec_compte()

    def avec_compte(self) -> "EvenementQuerySet":
        """``n_y_vont`` on each row."""
        return self.annotate(n_y_vont=models.Count("venues", distinct=True))

    def recents(self, lecteur: Any) -> "EvenementQuerySet":
        """Typed by others than ``lecteur`` in the last seven days."""
        depuis = timezone.now() - dt.timedelta(days=7)
        return self.publies().filter(cree_le__gte=depuis, importation__isnull=True).exclude(auteur_id=lecteur.pk)


class Evenement(models.Model):
    """Somebody else's event, in an espace like everything written here; days and hours are those of Paris."""

    titre = models.CharField("titre", max_length=200)
    slug = models.SlugField(max_length=120, unique=True, editable=False)
    jeton = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    premier_jour = models.DateField("du")
    dernier_jour = models.DateField("au")
    #: None: the whole day.
    de = models.TimeField("de", null=True, blank=True)
    a = models.TimeField("à", null=True, blank=True)
    lieu = models.CharField("lieu", max_length=240, blank=True)
    organisateur = models.CharField("organisé par", max_length=160, blank=True)
    lien = models.URLField("page de l’organisateur", max_length=500, blank=True)
    description = models.TextField("en quelques mots", max_length=2000, blank=True)
    espace = models.ForeignKey(Espace, models.PROTECT, related_name="+", editable=False)
    auteur = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False)
    themes = models.ManyToManyField("themes.Theme", blank=True, related_name="+", verbose_name="thèmes")
    territoires = models.ManyToManyField("territoires.Territoire", blank=True, related_name="+")
    #: The calendar it was read in, and its identity there; empty when typed.
    source = models.CharField(max_length=200, blank=True, editable=False)
    cle_source = models.CharField(max_length=300, blank=True, editable=False)
    importation = models.ForeignKey("ImportAgenda", models.SET_NULL, null=True, blank=True, related_name="+", editable=False)
    annule = models.BooleanField("annulé par l’organisateur", default=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    cree_le = models.DateTimeField(default=timezone.now, editable=False)
    change_le = models.DateTimeField(default=timezone.now, editable=False)
    retire_le = models.DateTimeField(null=True, blank=True, editable=False)
    exemple = models.BooleanField("contenu d’exemple", default=False, editable=False)

    objects = EvenementQuerySet.as_manager()

    class Meta:
        verbose_name = "événement d’ailleurs"
        verbose_name_plural = "événements d’ailleurs"
        ordering = ["premier_jour", "pk"]
        indexes = [models.Index(fields=["dernier_jour"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(dernier_jour__gte=models.F("premier_jour")), name="un_evenement_finit_apres_son_debut"
            ),
            models.UniqueConstraint(fields=["cle_source"], condition=~Q(cle_source=""), name="un_evenement_par_cle_de_sa_source"),
        ]

    def __str__(self) -> str:
        return self.titre

    def get_absolute_url(self) -> str:
        """Permanent."""
        return reverse("jeudis:evenement", args=[self.slug])

    @property
    def est_publie(self) -> bool:
        """Shown to the readers of its espace."""
        return self.retire_le is None

    @property
    def est_passe(self) -> bool:
        """Over, by this machine's clock: for the screens."""
        return self.dernier_jour < timezone.now().astimezone(PARIS).date()

    def substance(self) -> str:
        """Its description."""
        return linebreaks(self.description, autoescape=True)

    def matiere(self) -> Matiere:
        """What an écho starts from."""
        return Matiere(self.titre, self.substance(), tuple(self.themes.all()), tuple(self.territoires.all()))


class VenueQuerySet(models.QuerySet["Venue"]):
    """Reads on « j’y vais »."""

    def de(self, membre: Any) -> "VenueQuerySet":
        """Those of a member."""
        return self.filter(membre_id=membre.pk)

    def perimees(self) -> "VenueQuerySet":
        """Those to an event over for more than a year."""
        return self.filter(evenement__dernier_jour__lt=timezone.localdate() - dt.timedelta(days=365))


class Venue(models.Model):
    """« J’y vais », said by a member about somebody else's event. Not a registration: the Centre counts nothing here."""

    evenement = models.ForeignKey(Evenement, models.CASCADE, related_name="venues")
    membre = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    dite_le = models.DateTimeField(default=timezone.now)

    objects = VenueQuerySet.as_manager()

    class Meta:
        verbose_name = "« j’y vais »"
        verbose_name_plural = "« j’y vais »"
        ordering = ["dite_le", "pk"]
        constraints = [models.UniqueConstraint(fields=["evenement", "membre"], name="un_j_y_vais_par_personne")]

    def __str__(self) -> str:
        return f"venue {self.pk}"


class ImportAgenda(models.Model):
    """A calendar file read by the team: what each of its lines would do, then did. ``lignes`` are dicts (``lecture_ics``)."""

    nom = models.CharField(max_length=200)
    espace = models.ForeignKey(Espace, models.PROTECT, related_name="+")
    par = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    lignes = models.JSONField(default=list)
    avis = models.JSONField(default=list)
    cree_le = models.DateTimeField(default=timezone.now)
    applique_le = models.DateTimeField(null=True)
    defait_le = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "agenda importé"
        verbose_name_plural = "agendas importés"
        ordering = ["-cree_le", "-pk"]

    def __str__(self) -> str:
        return self.nom

    @property
    def a_verifier(self) -> bool:
        """Nothing was written yet."""
        return self.applique_le is None
