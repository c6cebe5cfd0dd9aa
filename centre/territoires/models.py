"""Territories: what they are called, since when, until when, what came after."""

import datetime as dt
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.lookups import Unaccent
from django.db import models
from django.db.models import Case, Q, Value, When
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone

from .departements import nommer
from .enums import AU_PLURIEL, MONDE_PAR_NATURE, Confiance, Dispositif, Monde, Nature

ORDRE_DES_NATURES = Case(*(When(nature=nature, then=Value(rang)) for rang, nature in enumerate(Nature.values)), default=Value(99))


class TerritoireQuerySet(models.QuerySet["Territoire"]):
    """Every reading of territories."""

    def affirmes(self) -> "TerritoireQuerySet":
        """Those whose facts may be shown: everything but BASSE."""
        return self.exclude(confiance=Confiance.BASSE)

    def a_la_date(self, jour: dt.date) -> "TerritoireQuerySet":
        """Those which existed on ``jour``, both ends included; an unknown date excludes nothing."""
        return self.filter(Q(debut=None) | Q(debut__lte=jour), Q(fin=None) | Q(fin__gte=jour))

    def actifs(self) -> "TerritoireQuerySet":
        """Those which exist today."""
        return self.a_la_date(timezone.localdate())

    def par_nature(self, *natures: str) -> "TerritoireQuerySet":
        """Those of one of ``natures``."""
        return self.filter(nature__in=natures)

    def hors_communes(self) -> "TerritoireQuerySet":
        """All but the many ordinary communes."""
        return self.exclude(nature=Nature.COMMUNE)

    def de_monde(self, monde: str) -> "TerritoireQuerySet":
        """Those of this monde, by hand or else by nature. Agrees with ``Territoire.monde``."""
        natures = [nature for nature, defaut in MONDE_PAR_NATURE.items() if defaut == monde]
        return self.filter(Q(monde_corrige=monde) | Q(monde_corrige="", nature__in=natures))

    def cherchant(self, texte: str) -> "TerritoireQuerySet":
        """Those whose names, seat or code hold every word of ``texte``, accents and case aside. Empty text: all."""
        lus = self
        for mot in texte.replace("\x00", " ").replace("'", "’")[:200].split():
            contient = {f"{champ}__unaccent__icontains": mot for champ in ("nom", "autres_noms", "siege")}
            lus = lus.filter(Q(*contient.items(), Q(code=mot), _connector=Q.OR))
        return lus

    def ranges(self) -> "TerritoireQuerySet":
        """By nature, then by name as a French reader expects it."""
        return self.order_by(ORDRE_DES_NATURES, Lower(Unaccent("nom")), "pk")

    def dessines(self) -> "TerritoireQuerySet":
        """The Pays that have an outline, from north to south and west to east: the order of the keyboard on the map."""
        return self.affirmes().filter(nature=Nature.PAYS).exclude(contour="").order_by("rang_sur_la_carte", "pk")

    def legers(self) -> "TerritoireQuerySet":
        """Without the columns a list does not show."""
        return self.defer("contour", "cadre", "description", "source", "credit")


class Territoire(models.Model):
    """A place where public action is organised, for as long as it lasts. Facts only; see ``Confiance``."""

    nom = models.CharField(max_length=200)
    slug = models.SlugField("adresse", max_length=200, unique=True)
    autres_noms = models.CharField("autres noms, sigles", max_length=300, blank=True)
    nature = models.CharField(max_length=20, choices=Nature)
    dispositif = models.CharField(max_length=10, choices=Dispositif, blank=True)
    code = models.CharField("code Insee ou SIREN", max_length=9, blank=True, db_index=True)
    departements = ArrayField(models.CharField(max_length=3), verbose_name="départements", default=list, blank=True)
    siege = models.CharField("siège", max_length=120, blank=True)
    population = models.PositiveIntegerField(null=True, blank=True)
    annee = models.PositiveSmallIntegerField("année de la population", null=True, blank=True)
    precision = models.CharField("précision sur la population", max_length=120, blank=True)
    communes = models.PositiveSmallIntegerField("nombre de communes", null=True, blank=True)
    debut = models.DateField("premier jour", null=True, blank=True)
    fin = models.DateField("dernier jour", null=True, blank=True)
    periode = models.CharField("période en toutes lettres", max_length=200, blank=True)
    monde_corrige = models.CharField("monde, corrigé à la main", max_length=10, choices=Monde, blank=True)
    description = models.TextField(blank=True)
    suite = models.CharField("suite, quand elle n’est pas un territoire", max_length=300, blank=True)
    source = models.TextField(blank=True)
    credit = models.CharField("crédit", max_length=200, blank=True)
    confiance = models.CharField(max_length=10, choices=Confiance, default=Confiance.HAUTE)
    embleme = models.TextField("emblème (tracé sur 48 × 48)", blank=True)
    contour = models.TextField("contour (tracé dans le repère de la carte)", blank=True)
    cadre = models.CharField("cadre du contour (x y largeur hauteur)", max_length=60, blank=True)
    rang_sur_la_carte = models.PositiveSmallIntegerField(default=0)
    successeurs = models.ManyToManyField(
        "self", symmetrical=False, through="Succession", through_fields=("ancien", "nouveau"), related_name="predecesseurs"
    )
    contenu_dans = models.ManyToManyField("self", symmetrical=False, related_name="membres", blank=True)
    voisins = models.ManyToManyField("self", symmetrical=True, blank=True)
    modifie_le = models.DateTimeField("modifié le", auto_now=True)

    objects = TerritoireQuerySet.as_manager()

    class Meta:
        verbose_name = "territoire"
        verbose_name_plural = "territoires"
        ordering = ["nom", "pk"]

    def __str__(self) -> str:
        return self.nom

    def get_absolute_url(self) -> str:
        """The page of this territory."""
        return reverse("territoires:detail", args=[self.slug])

    @property
    def monde(self) -> str:
        """Its monde: the one written by hand, else the one of its nature."""
        return self.monde_corrige or MONDE_PAR_NATURE[Nature(self.nature)].value

    @property
    def genre(self) -> str:
        """What it is, in words: « Pays », « Quartier prioritaire (QPV) »."""
        return self.get_dispositif_display() if self.dispositif else self.get_nature_display()

    @property
    def natures(self) -> str:
        """The heading of its kind in a list: « Agglomérations »."""
        nature = Nature(self.nature)
        return AU_PLURIEL.get(nature, str(nature.label))

    @property
    def annees(self) -> str:
        """« 2000 – 2009 » for a territory that has ended."""
        bornes = [str(jour.year) for jour in (self.debut, self.fin) if jour]
        return " – ".join(bornes)

    @property
    def lieu(self) -> str:
        """The départements it lies in, in words; empty for a département itself."""
        return "" if self.nature == Nature.DEPARTEMENT else nommer(self.departements)

    @property
    def resume(self) -> str:
        """One line about it for lists and search results."""
        return self.description or ", ".join(filter(None, [self.genre, self.lieu, self.periode]))

    @property
    def termine(self) -> bool:
        """Whether it no longer exists today."""
        return self.fin is not None and self.fin < timezone.localdate()

    def contenus(self) -> Any:
        """Territories lying inside it: those said so, and for a département those that carry its code."""
        dedans = Q(contenu_dans=self)
        if self.nature == Nature.DEPARTEMENT:
            natures = [Nature.PAYS, Nature.PETR, Nature.PNR, Nature.AGGLOMERATION, Nature.EPCI]
            dedans |= Q(departements__contains=[self.code], nature__in=natures)
        return Territoire.objects.affirmes().filter(dedans).distinct()


class SuccessionQuerySet(models.QuerySet["Succession"]):
    """Successions whose other end may be shown, with it."""

    def de_territoires_affirmes(self) -> "SuccessionQuerySet":
        """Seen from the new one: with what came before."""
        return self.exclude(ancien__confiance=Confiance.BASSE).select_related("ancien")

    def vers_des_territoires_affirmes(self) -> "SuccessionQuerySet":
        """Seen from the old one: with what came after."""
        return self.exclude(nouveau__confiance=Confiance.BASSE).select_related("nouveau")


class Succession(models.Model):
    """``nouveau`` took over from ``ancien``, wholly or in part."""

    ancien = models.ForeignKey(Territoire, models.CASCADE, related_name="suites")
    nouveau = models.ForeignKey(Territoire, models.CASCADE, related_name="origines")
    date = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=200, blank=True)

    objects = SuccessionQuerySet.as_manager()

    class Meta:
        ordering = ["date", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["ancien", "nouveau"], name="succession_unique"),
            models.CheckConstraint(condition=~Q(ancien=models.F("nouveau")), name="succession_pas_a_soi"),
        ]

    def __str__(self) -> str:
        return f"{self.ancien} → {self.nouveau}"


class Jalon(models.Model):
    """A dated fact in the life of a territory. ``quand`` is what is printed: « juillet 2004 »."""

    territoire = models.ForeignKey(Territoire, models.CASCADE, related_name="jalons")
    date = models.DateField()
    quand = models.CharField(max_length=40)
    texte = models.CharField(max_length=300)

    class Meta:
        ordering = ["date", "pk"]
        constraints = [models.UniqueConstraint(fields=["territoire", "date", "texte"], name="jalon_unique")]

    def __str__(self) -> str:
        return f"{self.quand} : {self.texte}"
