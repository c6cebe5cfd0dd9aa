"""Entree: the light, permanent row of everything published, one per object and depth. Reference: what points to it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now, TruncDate

from centre.espaces.acces import Lecteur, ids
from centre.espaces.models import Espace
from centre.publications.models import SurQuerySet, VisiblesQuerySet
from centre.temps import PARIS

from .enums import LISIBLES, Etat, Role
from .types import cle_de

#: « À lire aussi » chooses among that many, the latest.
CANDIDATES = 200


class EntreeQuerySet(VisiblesQuerySet["Entree"]):
    """Reads on the catalogue. Every list of the house is one of these."""

    PUBLIE = Q(etat__in=LISIBLES) & (Q(date__isnull=True) | Q(date__lte=Now()))

    def de_l_objet(self, objet: models.Model) -> "EntreeQuerySet":
        """The rows of one object, whatever their state."""
        return self.filter(**cle_de(objet))

    def courantes(self) -> "EntreeQuerySet":
        """For lists: published, date reached, neither archived nor withdrawn."""
        return self.publies().filter(etat=Etat.PUBLIE)

    def au_plus_profond(self, lecteur: Lecteur) -> "EntreeQuerySet":
        """What ``lecteur`` may read, an object once, at the deepest depth they may read. To be called last: one SQL query."""
        return self.publies().visibles_pour(lecteur).sans_doublon()

    def sans_doublon(self) -> "EntreeQuerySet":
        """An object once: the deepest of its rows among those of this very query."""
        plus_profonde = self.order_by().filter(
            content_type_id=OuterRef("content_type_id"), object_id=OuterRef("object_id"), rang__gt=OuterRef("rang")
        )
        return self.filter(~Exists(plus_profonde))

    def du_type(self, *types: str) -> "EntreeQuerySet":
        """Those of one of these types (``echo``, ``theme``…)."""
        return self.filter(type__in=types)

    def sur_territoire(self, territoire: Any) -> "EntreeQuerySet":
        """Those about ``territoire``."""
        return self.filter(territoires=territoire)

    def sur_theme(self, theme: Any) -> "EntreeQuerySet":
        """Those about ``theme``."""
        return self.filter(themes=theme)

    def voisines(self, themes: Iterable[Any], territoires: Iterable[Any], lecteur: Lecteur) -> "EntreeQuerySet":
        """« À lire aussi »: of the latest that ``lecteur`` reads about these, the most in common first. One SQL query."""
        themes, territoires = list(themes), list(territoires)
        sujet = Q(pk__in=Entree.themes.through.objects.filter(theme__in=themes).values("entree"))
        sujet |= Q(pk__in=Entree.territoires.through.objects.filter(territoire__in=territoires).values("entree"))
        candidates = (
            self.courantes().filter(sujet).au_plus_profond(lecteur).order_by(models.F("date").desc(nulls_last=True), "-pk")
        )
        partages = models.Count("themes", filter=Q(themes__in=themes), distinct=True)
        lieux = models.Count("territoires", filter=Q(territoires__in=territoires), distinct=True)
        proches = Entree.objects.filter(pk__in=candidates.values("pk")[:CANDIDATES]).annotate(communs=partages + lieux)
        return proches.select_related("espace").order_by("-communs", models.F("date").desc(nulls_last=True), "-pk")

    def a_venir(self) -> Self:
        """What takes place today or later, in Paris, soonest first."""
        return self.select_related("espace").filter(fin__gte=TruncDate(Now(), tzinfo=PARIS)).order_by("debut", "pk")

    def recentes(self) -> "EntreeQuerySet":
        """Latest first, each with its espace."""
        return self.select_related("espace").order_by(models.F("date").desc(nulls_last=True), "-pk")


class Entree(models.Model):
    """One object at one depth, as everything that crosses the house reads it. Written by ``operations.tenir_a_jour`` alone.

    Never deleted nor recreated: its pk is what the rest of the house points to.
    """

    content_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    object_id = models.BigIntegerField()
    objet = GenericForeignKey("content_type", "object_id")
    profondeur = models.CharField(max_length=30, blank=True)
    #: Place of the depth among those of the object, from the shallowest.
    rang = models.PositiveSmallIntegerField(default=0)
    type = models.CharField(max_length=30)
    titre = models.CharField(max_length=300)
    resume = models.TextField("résumé", blank=True)
    adresse = models.CharField(max_length=500)
    espace = models.ForeignKey(Espace, models.PROTECT, related_name="+")
    auteur = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    date = models.DateTimeField(null=True, blank=True)
    #: First and last day, in Paris, of what takes place.
    debut = models.DateField(null=True, blank=True)
    fin = models.DateField(null=True, blank=True)
    etat = models.CharField("état", max_length=10, choices=Etat.choices, default=Etat.PUBLIE)
    annoncable = models.BooleanField(default=False)
    themes = models.ManyToManyField("themes.Theme", related_name="+", verbose_name="thèmes")
    territoires = models.ManyToManyField("territoires.Territoire", related_name="+")
    cree_le = models.DateTimeField("créée le", auto_now_add=True)
    modifie_le = models.DateTimeField("modifiée le", auto_now=True)

    objects = EntreeQuerySet.as_manager()

    class Meta:
        verbose_name = "entrée du catalogue"
        verbose_name_plural = "entrées du catalogue"
        constraints = [
            models.UniqueConstraint(fields=["content_type", "object_id", "profondeur"], name="une_entree_par_profondeur")
        ]
        indexes = [
            models.Index(models.F("date").desc(nulls_last=True), name="entrees_recentes"),
            models.Index(fields=["fin"], name="entrees_a_venir", condition=Q(fin__isnull=False)),
            models.Index(fields=["espace", "etat", "type"], name="entrees_par_espace"),
        ]

    def __str__(self) -> str:
        return self.titre

    def get_absolute_url(self) -> str:
        """The page of the object."""
        return self.adresse

    @property
    def lisible(self) -> bool:
        """Whether the object may still be read where it was."""
        return self.etat in LISIBLES


class ReferenceQuerySet(SurQuerySet["Reference"]):
    """Reads on what points to the catalogue."""

    def visibles_pour(self, lecteur: Lecteur) -> "ReferenceQuerySet":
        """Those whose target ``lecteur`` may read, or could before it was withdrawn: of those the kept title only."""
        lisibles = Entree.objects.publies().visibles_pour(lecteur)
        retiree = Q(entree__etat=Etat.RETIRE, entree__espace_id__in=ids(lecteur))
        return self.filter(Q(entree__in=lisibles) | retiree).select_related("entree__espace")

    def du_role(self, role: Role) -> "ReferenceQuerySet":
        """Those made for this reason."""
        return self.filter(role=role)


class Reference(models.Model):
    """An object of any type (``porteur``) points to an entry: its origin, an item of its selection."""

    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_id = models.BigIntegerField()
    porteur = GenericForeignKey("content_type", "object_id")
    role = models.CharField("rôle", max_length=10, choices=Role.choices, default=Role.ELEMENT)
    entree = models.ForeignKey(Entree, models.PROTECT, related_name="references")
    #: The title when the reference was made: what remains when the target is withdrawn.
    titre = models.CharField(max_length=300)
    ordre = models.PositiveSmallIntegerField(default=0)
    commentaire = models.TextField(blank=True)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = "référence"
        ordering = ["ordre", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "role", "entree"], name="une_reference_par_role_et_entree"
            )
        ]

    def __str__(self) -> str:
        return self.intitule

    @property
    def intitule(self) -> str:
        """The title of the target as it is; the kept one once it is withdrawn."""
        return self.entree.titre if self.entree.lisible else self.titre

    @property
    def adresse(self) -> str:
        """Where the target is read; empty once it is withdrawn."""
        return self.entree.adresse if self.entree.lisible else ""


class AncienneAdresse(models.Model):
    """An address something had before: it leads to where it is now, for good, and for who may read it there."""

    chemin = models.CharField(max_length=300, unique=True)
    entree = models.ForeignKey(Entree, models.PROTECT, related_name="anciennes_adresses")
    depuis = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "ancienne adresse"
        verbose_name_plural = "anciennes adresses"
        ordering = ["chemin"]

    def __str__(self) -> str:
        return self.chemin
