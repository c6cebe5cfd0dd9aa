"""What a Jeudi asks those who register, and what they answer."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from ..enums import EtatInscription, GenreQuestion
from .inscription import Inscription
from .jeudi import Jeudi


class QuestionQuerySet(models.QuerySet["Question"]):
    """Reads on questions."""

    def posees(self, jeudi: Jeudi) -> "QuestionQuerySet":
        """Those of a Jeudi, in order."""
        return self.filter(jeudi=jeudi).order_by("ordre", "pk")


class Question(models.Model):
    """One question of one Jeudi."""

    jeudi = models.ForeignKey(Jeudi, models.CASCADE, related_name="questions")
    ordre = models.PositiveSmallIntegerField(default=0)
    genre = models.CharField("sorte", max_length=14, choices=GenreQuestion.choices)
    libelle = models.CharField("question", max_length=200)
    choix = ArrayField(models.CharField(max_length=120), verbose_name="réponses proposées", default=list, blank=True)
    obligatoire = models.BooleanField("réponse obligatoire", default=False)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = "question"
        ordering = ["ordre", "pk"]

    def __str__(self) -> str:
        return self.libelle

    @property
    def sensible(self) -> bool:
        """Read by the team alone, erased some weeks after the Jeudi."""
        return GenreQuestion(self.genre).sensible

    @property
    def plusieurs(self) -> bool:
        """Several of the proposed answers may be given at once."""
        return self.genre == GenreQuestion.ACCESSIBILITE and bool(self.choix)


class ReponseQuerySet(models.QuerySet["Reponse"]):
    """Reads on answers: those of a member, and of the team."""

    def de(self, membre: Any) -> "ReponseQuerySet":
        """Those a member gave."""
        return self.filter(inscription__membre_id=membre.pk)

    def de_qui_vient(self, jeudi: Jeudi) -> "ReponseQuerySet":
        """To the questions of a Jeudi, by those with a seat, in the order they asked."""
        venues = self.filter(question__jeudi=jeudi, inscription__etat=EtatInscription.INSCRIT)
        return venues.order_by("question__ordre", "question_id", "inscription__rang")


class Reponse(models.Model):
    """What one person answered to one question: a text, or the proposed answers they chose."""

    inscription = models.ForeignKey(Inscription, models.CASCADE, related_name="reponses")
    question = models.ForeignKey(Question, models.CASCADE, related_name="reponses")
    valeurs = ArrayField(models.TextField(max_length=1000), default=list)

    objects = ReponseQuerySet.as_manager()

    class Meta:
        verbose_name = "réponse"
        constraints = [models.UniqueConstraint(fields=["inscription", "question"], name="une_reponse_par_question")]

    def __str__(self) -> str:
        return ", ".join(self.valeurs)
