"""Dossier thématique: an ordered, dated selection of what was published, with an editorial text; its editions are frozen."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.urls import reverse
from django.utils import timezone

from centre.publications.matiere import Matiere
from centre.publications.models import Publication, PublicationQuerySet
from centre.publications.texte_riche import ChampDeTexteRiche
from centre.temps import date_locale


class DossierQuerySet(PublicationQuerySet["Dossier"]):
    """Reads on dossiers."""

    def pour_la_liste(self) -> "DossierQuerySet":
        """With what a list prints, the latest first."""
        return self.select_related("espace").prefetch_related("themes").order_by("-date_publication", "-pk")


class Dossier(Publication):
    """A selection in its order. Its items are References to the catalogue, and links of its own: they change at once."""

    ADRESSES_PRISES = Publication.ADRESSES_PRISES | {"creer", "ajouter"}
    GABARIT_DE_RELECTURE = "jeudis/dossier_relecture.html"

    chapo = models.TextField("en deux phrases", max_length=500, blank=True)
    texte = ChampDeTexteRiche("texte de présentation", blank=True)

    objects = DossierQuerySet.as_manager()

    class Meta:
        verbose_name = "dossier thématique"
        verbose_name_plural = "dossiers thématiques"

    def get_absolute_url(self) -> str:
        """Permanent once published."""
        return reverse("dossiers:detail", args=[self.slug])

    def substance(self) -> str:
        """Its text."""
        return self.texte

    def matiere(self) -> Matiere:
        """What a text starts from."""
        return Matiere(self.titre, self.substance(), tuple(self.themes.all()), tuple(self.territoires.all()))


class EditionDeDossier(models.Model):
    """A dossier as it stood on a day: title, texts and items (References and links of this row), never changed again."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="editions")
    jour = models.DateField("édition du")
    titre = models.CharField(max_length=200)
    chapo = models.TextField(blank=True)
    texte = models.TextField(blank=True)
    cree_le = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "édition d’un dossier"
        verbose_name_plural = "éditions de dossiers"
        ordering = ["-jour"]
        constraints = [models.UniqueConstraint(fields=["dossier", "jour"], name="une_edition_par_dossier_et_jour")]

    def __str__(self) -> str:
        return f"édition du {date_locale(self.jour, 'courte')}"

    def get_absolute_url(self) -> str:
        """Permanent."""
        return reverse("dossiers:edition", args=[self.dossier.slug, self.jour.isoformat()])


class LienDeDossier(models.Model):
    """An address outside of the portal, in its place among the items of a dossier, or of an edition of it."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="liens")
    edition = models.ForeignKey(EditionDeDossier, models.CASCADE, null=True, blank=True, related_name="liens")
    titre = models.CharField("titre du lien", max_length=200)
    adresse = models.URLField("adresse", max_length=500)
    commentaire = models.TextField("pourquoi le lire", max_length=1000, blank=True)
    ordre = models.PositiveSmallIntegerField(default=0)
    cree_le = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "lien d’un dossier"
        verbose_name_plural = "liens de dossiers"
        ordering = ["ordre", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "adresse"], condition=models.Q(edition__isnull=True), name="un_lien_par_adresse_et_dossier"
            )
        ]

    def __str__(self) -> str:
        return self.titre


def jour_lu(texte: str) -> dt.date | None:
    """The day of an address (2026-11-23); None for anything else."""
    try:
        jour = dt.date.fromisoformat(texte)
    except ValueError:
        return None
    return jour if jour.isoformat() == texte else None
