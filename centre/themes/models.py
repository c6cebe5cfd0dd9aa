"""The controlled vocabulary: families, themes, the words people use for them, and plurals the stemmer does not see."""

from django.contrib.postgres.lookups import Unaccent
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower
from django.urls import reverse

from .enums import Genre


class ThemeQuerySet(models.QuerySet["Theme"]):
    """Every reading of themes."""

    def cherchant(self, texte: str) -> "ThemeQuerySet":
        """Those named, defined or also called with every word of ``texte``, accents and case aside. Empty text: all."""
        lus = self
        for mot in texte.replace("\x00", " ").replace("'", "’")[:200].split():
            appele = Synonyme.objects.filter(
                Q(texte__unaccent__icontains=mot) | Q(developpement__unaccent__icontains=mot), theme=OuterRef("pk")
            )
            lus = lus.filter(Q(nom__unaccent__icontains=mot) | Q(definition__unaccent__icontains=mot) | Exists(appele))
        return lus

    def nomme(self, slug: str) -> "ThemeQuerySet":
        """The one at this address, today's or that of a theme merged into it."""
        return self.filter(Q(slug=slug) | Q(pk__in=AncienTheme.objects.filter(slug=slug).values("theme_id")))

    def hors_de(self, theme: "Theme") -> "ThemeQuerySet":
        """Those that may be broader than ``theme``: neither it nor what is more precise than it, at any depth."""
        return self.exclude(pk__in=Theme.objects.filter(pk=theme.pk).cles_et_plus_precis())

    def cles_et_plus_precis(self) -> set[int]:
        """The keys of these and of what is more precise than they are, at any depth. Two queries."""
        dedans = set(self.values_list("pk", flat=True))
        larges = Theme.objects.filter(plus_large__isnull=False).values_list("pk", "plus_large_id") if dedans else ()
        restent = dict(larges)
        while suite := {pk for pk, large in restent.items() if large in dedans} - dedans:
            dedans |= suite
        return dedans

    def ranges(self) -> "ThemeQuerySet":
        """By family in the vocabulary's order, then by name as a French reader expects it; the family comes along."""
        return self.select_related("famille").order_by("famille__ordre", Lower(Unaccent("nom")), "pk")


class Famille(models.Model):
    """A family of themes."""

    nom = models.CharField(max_length=120)
    slug = models.SlugField("adresse", max_length=120, unique=True)
    ordre = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = "famille de thèmes"
        verbose_name_plural = "familles de thèmes"
        ordering = ["ordre", "pk"]

    def __str__(self) -> str:
        return self.nom


class Theme(models.Model):
    """A node of the vocabulary: what every publication is filed under."""

    famille = models.ForeignKey(Famille, models.PROTECT, related_name="themes")
    nom = models.CharField(max_length=120)
    slug = models.SlugField("adresse", max_length=120, unique=True)
    definition = models.TextField("définition", blank=True)
    plus_large = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="plus_precis", verbose_name="thème plus large"
    )
    voisins = models.ManyToManyField("self", blank=True, verbose_name="voir aussi")
    #: The team wrote it: an update of the reference data leaves it alone.
    revu = models.BooleanField("revu par l’équipe", default=False)
    modifie_le = models.DateTimeField("modifié le", auto_now=True)

    objects = ThemeQuerySet.as_manager()

    class Meta:
        verbose_name = "thème"
        verbose_name_plural = "thèmes"
        ordering = ["nom", "pk"]

    def __str__(self) -> str:
        return self.nom

    def get_absolute_url(self) -> str:
        """The page of this theme."""
        return reverse("themes:detail", args=[self.slug])


class AncienTheme(models.Model):
    """The address of a theme merged into another one: it leads there for good."""

    slug = models.SlugField("adresse", max_length=120, unique=True)
    nom = models.CharField(max_length=120)
    theme = models.ForeignKey(Theme, models.CASCADE, related_name="anciens")
    depuis = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "ancien thème"
        verbose_name_plural = "anciens thèmes"
        ordering = ["nom", "pk"]

    def __str__(self) -> str:
        return self.nom


class Synonyme(models.Model):
    """Another word for a theme. A sigle says in ``developpement`` what its letters stand for."""

    theme = models.ForeignKey(Theme, models.CASCADE, related_name="synonymes")
    texte = models.CharField(max_length=120)
    genre = models.CharField(max_length=10, choices=Genre, default=Genre.SYNONYME)
    developpement = models.CharField("développement du sigle", max_length=200, blank=True)
    precision = models.CharField("précision", max_length=200, blank=True)
    ordre = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["ordre", "pk"]
        constraints = [models.UniqueConstraint(fields=["theme", "texte"], name="synonyme_unique")]

    def __str__(self) -> str:
        return self.texte


class Pluriel(models.Model):
    """A plural that PostgreSQL's French stemmer does not join to its singular (élu/élus): search reads it from here."""

    singulier = models.CharField(max_length=60)
    pluriel = models.CharField(max_length=60)

    class Meta:
        verbose_name = "pluriel irrégulier"
        verbose_name_plural = "pluriels irréguliers"
        ordering = ["singulier", "pk"]
        constraints = [models.UniqueConstraint(fields=["singulier", "pluriel"], name="pluriel_unique")]

    def __str__(self) -> str:
        return f"{self.singulier}, {self.pluriel}"
