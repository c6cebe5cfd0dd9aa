"""Texte: what is searched of an entry. Equivalence, Reecriture: words that answer each other. Lexique: public words."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Value

from centre.catalogue.models import Entree, EntreeQuerySet
from centre.espaces.acces import Lecteur

from ..enums import Nature
from ..expressions import Contient, TsQuery, en_texte, longueur, touche


class TexteQuerySet(models.QuerySet["Texte"]):
    """What a visitor is told of the rest; the engine itself is ``moteur``."""

    def annoncees(self, visiteur: Lecteur, requete: str) -> EntreeQuerySet:
        """Entries a visitor cannot read but may know to exist: matched on thèmes and on the title of their public depth, alone.

        Nothing else of the row is compared, not even to exclude it: « thème -mot » must not tell whether the text holds the word.
        """
        q = TsQuery(requete)
        public = Entree.objects.publies().visibles_pour(visiteur).alias(dit=Contient(F("texte__vecteur_court"), q, "a"))
        public = public.filter(dit=True, content_type_id=OuterRef("content_type_id"), object_id=OuterRef("object_id"))
        entrees = Entree.objects.publies().filter(annoncable=True, espace__annoncer_au_public=True, espace__ouvert=False)
        par_theme = entrees.alias(dit=Contient(F("texte__vecteur_court"), q, "c")).filter(dit=True)
        par_titre = entrees.filter(Exists(public))
        # A union, not « or »: each half has its index.
        return Entree.objects.filter(pk__in=par_theme.values("pk").union(par_titre.values("pk"))).sans_doublon()


class Texte(models.Model):
    """What is searched of one entry; rebuilt at will. An entry that is withdrawn has none."""

    entree = models.OneToOneField(Entree, models.CASCADE, primary_key=True, related_name="texte")
    texte = models.TextField(blank=True)
    vecteur_long = SearchVectorField(default="", editable=False)
    vecteur_court = SearchVectorField(default="", editable=False)

    objects = TexteQuerySet.as_manager()

    class Meta:
        verbose_name = "texte cherché"
        verbose_name_plural = "textes cherchés"
        indexes = [
            # fastupdate: what waits to be sorted would be read whole at each question, and a question may ask a hundred times.
            GinIndex(fields=["vecteur_long"], name="recherche_long", fastupdate=False),
            GinIndex(Func(F("vecteur_court"), Value("{a}"), function="ts_filter"), name="recherche_titres", fastupdate=False),
            GinIndex(Func(F("vecteur_court"), Value("{c}"), function="ts_filter"), name="recherche_themes", fastupdate=False),
        ]

    def __str__(self) -> str:
        return f"texte de l’entrée {self.pk}"


class TsQueryField(models.Field):  # type: ignore[type-arg]
    """A column of PostgreSQL's type ``tsquery``."""

    def db_type(self, connection: Any) -> str:
        """The column's type."""
        return "tsquery"


class ReecritureQuerySet(models.QuerySet["Reecriture"]):
    """Reads on the rules."""

    def dites_pour(self, requete: str) -> "ReecritureQuerySet":
        """Rules that touch ``requete`` (a tsquery) and are worth telling, longest first, as the engine applies them."""
        touchees = self.alias(touchee=touche(TsQuery(requete), F("cible"))).filter(touchee=True).exclude(equivalents=[])
        return touchees.annotate(longueur=longueur(F("cible")), mots=en_texte(F("cible"))).order_by("-longueur", "pk")


class Reecriture(models.Model):
    """Who looks for ``cible`` also finds the rest of ``remplacement``. Written by ``operations.charger_synonymes`` alone."""

    cible = TsQueryField()
    remplacement = TsQueryField()
    terme = models.CharField(max_length=200)
    #: What the reader is told; plurals are not.
    equivalents = ArrayField(models.CharField(max_length=200), default=list)

    objects = ReecritureQuerySet.as_manager()

    class Meta:
        verbose_name = "règle de réécriture"
        verbose_name_plural = "règles de réécriture"

    def __str__(self) -> str:
        return self.terme


class Equivalence(models.Model):
    """Two expressions the vocabulary of thèmes does not join: a second meaning of a sigle, a name of another time, a synonym."""

    terme = models.CharField("on cherche", max_length=120)
    equivalent = models.CharField("on trouve aussi", max_length=200)
    nature = models.CharField("pourquoi", max_length=10, choices=Nature.choices, default=Nature.SYNONYME)

    class Meta:
        verbose_name = "équivalence"
        ordering = ["terme", "equivalent"]
        constraints = [models.UniqueConstraint(fields=["terme", "equivalent"], name="une_fois_chaque_equivalence")]

    def __str__(self) -> str:
        return f"{self.terme} → {self.equivalent}"

    @property
    def couples(self) -> list[tuple[str, str]]:
        """(term, equivalent) as the engine takes them: a name of another time leads to the present one, not the reverse."""
        aller = (self.terme, self.equivalent)
        return [aller] if self.nature == Nature.EPOQUE else [aller, aller[::-1]]


class Lexique(models.Model):
    """A word of the texts *Ouvert à tous*, as written and without accents: nothing else is ever suggested."""

    mot = models.CharField(max_length=60, unique=True)
    cle = models.CharField(max_length=60)
    nb = models.PositiveIntegerField()

    class Meta:
        verbose_name = "mot du lexique"
        verbose_name_plural = "mots du lexique"
        indexes = [GinIndex(fields=["cle"], name="lexique_trigrammes", opclasses=["gin_trgm_ops"])]

    def __str__(self) -> str:
        return self.mot


class Passage(models.Model):
    """One page of a file that was read: finds the page a word is on. Never read but below ``Fichier.objects.visibles_pour``."""

    fichier = models.ForeignKey("publications.Fichier", models.CASCADE, related_name="+")
    numero = models.PositiveIntegerField()
    texte = models.TextField()
    vecteur = SearchVectorField(editable=False)

    class Meta:
        ordering = ["fichier", "numero"]
        constraints = [models.UniqueConstraint(fields=["fichier", "numero"], name="une_fois_chaque_page")]

    def __str__(self) -> str:
        return f"{self.fichier_id} p. {self.numero}"
