"""QuestionVaine, Attente: what found nothing, and who waits for it. Epingle: the team's choices."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse

from centre.catalogue.models import Entree

from ..enums import EtatDeQuestion


class QuestionVaineQuerySet(models.QuerySet["QuestionVaine"]):
    """Reads on what found nothing: the team's."""

    def a_regarder(self) -> "QuestionVaineQuerySet":
        """Those nobody answered nor closed, with how many wait for an answer: the most awaited, then the most asked."""
        ouvertes: Any = self.filter(etat=EtatDeQuestion.OUVERTE).avec_les_attentes()
        return ouvertes.order_by("-attendues", "-nb", "-derniere_le", "pk")

    def avec_les_attentes(self) -> "QuestionVaineQuerySet":
        """With how many people wait (``attendues``)."""
        confirmees = Q(attentes__confirmee_le__isnull=False, attentes__prevenue_le__isnull=True)
        return self.annotate(attendues=models.Count("attentes", filter=confirmees))


class QuestionVaine(models.Model):
    """A question that found nothing: its words, how often, never who asked."""

    #: The words without capitals, accents nor double spaces: the same question once.
    cle = models.CharField(max_length=200, unique=True)
    mots = models.CharField(max_length=200)
    nb = models.PositiveIntegerField(default=1)
    premiere_le = models.DateTimeField("première fois", db_default=Now())
    derniere_le = models.DateTimeField("dernière fois", db_default=Now())
    etat = models.CharField("état", max_length=10, choices=EtatDeQuestion.choices, default=EtatDeQuestion.OUVERTE)
    reponse = models.ForeignKey(Entree, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="réponse")
    exemple = models.BooleanField(default=False, editable=False)

    objects = QuestionVaineQuerySet.as_manager()

    class Meta:
        verbose_name = "recherche sans résultat"
        verbose_name_plural = "recherches sans résultat"

    def __str__(self) -> str:
        return self.mots

    def get_absolute_url(self) -> str:
        """The team's screen of it."""
        return reverse("gestion_recherche:question", args=[self.pk])


class AttenteQuerySet(models.QuerySet["Attente"]):
    """Reads on who waits."""

    def a_prevenir(self) -> "AttenteQuerySet":
        """Those whose address is sure, and who were not told yet."""
        return self.filter(Attente.CONFIRMEE).select_related("membre", "question")


class Attente(models.Model):
    """Somebody asked to be told when the search finds something: a member, or an address confirmed by a link."""

    CONFIRMEE = Q(confirmee_le__isnull=False, prevenue_le__isnull=True)

    question = models.ForeignKey(QuestionVaine, models.CASCADE, related_name="attentes")
    membre = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+")
    adresse = models.EmailField(blank=True)
    demandee_le = models.DateTimeField("demandée le", db_default=Now())
    confirmee_le = models.DateTimeField("confirmée le", null=True, blank=True)
    prevenue_le = models.DateTimeField("prévenue le", null=True, blank=True)

    objects = AttenteQuerySet.as_manager()

    class Meta:
        verbose_name = "demande d’être prévenu·e"
        verbose_name_plural = "demandes d’être prévenu·e"
        constraints = [
            models.UniqueConstraint(fields=["question", "membre"], name="une_attente_par_membre"),
            models.UniqueConstraint(fields=["question", "adresse"], name="une_attente_par_adresse", condition=~Q(adresse="")),
            models.CheckConstraint(
                condition=Q(membre__isnull=False) ^ ~Q(adresse=""), name="attente_d_un_membre_ou_d_une_adresse"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.membre or self.adresse} : {self.question}"


class EpingleQuerySet(models.QuerySet["Epingle"]):
    """Reads on the team's choices."""

    def pour(self, question: str) -> "EpingleQuerySet":
        """Those that concern this very question (its key), in order; pages left out of every search among them."""
        return self.filter(Q(cle=question) | Q(cle="", ecartee=True))


class Epingle(models.Model):
    """The team's choice for one question: an entry shown first, or left out; without a question, left out of every search."""

    cle = models.CharField(max_length=200, blank=True)
    mots = models.CharField("question", max_length=200, blank=True)
    entree = models.ForeignKey(Entree, models.CASCADE, related_name="+", verbose_name="page")
    ecartee = models.BooleanField("écartée", default=False)
    ordre = models.PositiveSmallIntegerField(default=0)

    objects = EpingleQuerySet.as_manager()

    class Meta:
        verbose_name = "épingle"
        ordering = ["cle", "ecartee", "ordre", "pk"]
        constraints = [models.UniqueConstraint(fields=["cle", "entree"], name="une_epingle_par_question_et_page")]

    def __str__(self) -> str:
        return f"{self.mots or 'toutes les recherches'} : {self.entree}"
