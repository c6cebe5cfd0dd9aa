"""Lieu: the sheet of a venue, written once and taken up from Jeudi to Jeudi."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from centre.espaces.models import Espace
from centre.publications.models import Fichier
from centre.territoires.models import Territoire


class LieuQuerySet(models.QuerySet["Lieu"]):
    """Reads on venues. Their sheet is for the team; what a visitor needs of it is printed on the page of each Jeudi."""

    def proposables(self) -> "LieuQuerySet":
        """Still in use, by name."""
        return self.filter(actif=True).select_related("territoire").order_by("nom", "pk")

    def avec_accueils(self, annee: int) -> "LieuQuerySet":
        """``n_jeudis``: how many published Jeudis each hosted or will host that year; the least asked first."""
        dans_l_annee = Q(jeudis__premier_jour__year=annee, jeudis__live=True, jeudis__retire_le__isnull=True)
        tenus = models.Count("jeudis", filter=dans_l_annee & Q(jeudis__annule_le__isnull=True), distinct=True)
        return self.select_related("territoire").annotate(n_jeudis=tenus).order_by("-actif", "n_jeudis", "nom", "pk")


class Lieu(models.Model):  # type: ignore[django-manager-missing]
    """A place that hosts Jeudis. Its plan is a file of the open espace: it says how to come to a place, nothing more."""

    nom = models.CharField(max_length=160)
    adresse = models.CharField(max_length=240, blank=True)
    territoire = models.ForeignKey(Territoire, models.SET_NULL, null=True, blank=True, related_name="+")
    acces_train = models.TextField("venir en train ou en car", max_length=600, blank=True)
    acces_voiture = models.TextField("venir en voiture", max_length=600, blank=True)
    accessibilite = models.TextField("accessibilité aux personnes à mobilité réduite", max_length=600, blank=True)
    capacite = models.PositiveIntegerField("places dans la salle", null=True, blank=True)
    hote = models.CharField("qui accueille", max_length=200, blank=True)
    cout = models.CharField("coût", max_length=160, blank=True)
    actif = models.BooleanField("proposé pour les prochains Jeudis", default=True)
    espace = models.ForeignKey(Espace, models.PROTECT, related_name="+", editable=False)

    objects = LieuQuerySet.as_manager()

    n_jeudis: int  # annotated by ``avec_accueils``

    #: What a file asks of what it is joined to: nobody's in particular, always there.
    auteur_id = None
    live = True
    date_publication = None
    retire_le = None

    class Meta:
        verbose_name = "lieu"
        verbose_name_plural = "lieux"
        ordering = ["nom", "pk"]
        constraints = [models.UniqueConstraint(fields=["nom", "adresse"], name="un_lieu_par_nom_et_adresse")]

    def __str__(self) -> str:
        return self.nom

    def get_absolute_url(self) -> str:
        """Its sheet, for the team."""
        return reverse("jeudis:lieu", args=[self.pk])

    @property
    def espace_des_fichiers(self) -> int:
        """The plan is open to all."""
        return self.espace_id

    @property
    def plans(self) -> models.QuerySet[Fichier]:
        """Its plan, as an image: the last one deposited first."""
        return Fichier.objects.sur(self).order_by("-depose_le")
