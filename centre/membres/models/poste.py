"""Who employs members, and the post they hold."""

from __future__ import annotations

from typing import Any

from django.db import connection, models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from centre.espaces.enums import CATEGORIES, Public

from .membre import Membre


class StructureQuerySet(models.QuerySet["Structure"]):
    """Reads on structures."""

    def de_membres(self, membres: Any) -> "StructureQuerySet":
        """Those that employ one of ``membres`` (a QuerySet) today."""
        return self.filter(Exists(Poste.objects.en_cours().filter(structure=OuterRef("pk"), membre__in=membres.values("pk"))))

    def avec_effectif(self) -> "StructureQuerySet":
        """Each with ``nb_postes`` (held today) and ``nb_passes``."""
        en_cours = Q(postes__jusqu_a__isnull=True)
        tous, passes = models.Count("postes", filter=en_cours), models.Count("postes", filter=~en_cours)
        return self.annotate(nb_postes=tous, nb_passes=passes)

    def doublons_probables(self) -> list[tuple["Structure", "Structure"]]:
        """Pairs whose names look alike, the most alike first: one query."""
        table = connection.ops.quote_name(Structure._meta.db_table)
        with connection.cursor() as curseur:
            curseur.execute(
                f"SELECT a.id, b.id FROM {table} a JOIN {table} b ON a.id < b.id"  # noqa: S608  the model's own table
                " AND similarity(unaccent(a.nom), unaccent(b.nom)) >= 0.6"
                " ORDER BY similarity(unaccent(a.nom), unaccent(b.nom)) DESC, a.nom LIMIT 50"
            )
            paires = curseur.fetchall()
        par_pk = self.avec_effectif().in_bulk({pk for paire in paires for pk in paire})
        return [(par_pk[a], par_pk[b]) for a, b in paires]


class Structure(models.Model):
    """The organisation that employs members."""

    nom = models.CharField(max_length=200)
    slug = models.SlugField(max_length=120, unique=True)
    site = models.URLField(blank=True)

    objects = StructureQuerySet.as_manager()

    class Meta:
        verbose_name = "structure"
        ordering = ["nom"]

    def __str__(self) -> str:
        return self.nom

    def get_absolute_url(self) -> str:
        """Its page in the annuaire."""
        return reverse("structure", args=[self.slug])


class AncienneStructure(models.Model):
    """The address of a structure merged into another one: it leads there for good."""

    slug = models.SlugField(max_length=120, unique=True)
    nom = models.CharField(max_length=200)
    structure = models.ForeignKey(Structure, models.CASCADE, related_name="anciennes")
    depuis = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "ancienne structure"
        verbose_name_plural = "anciennes structures"
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
