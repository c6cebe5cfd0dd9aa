"""Evaluation of a Jeudi by those who were there. An anonymous answer keeps no way back to who wrote it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.functions import Now
from django.utils import timezone

from ..enums import Forme, GenreQuestionAvis
from .inscription import Inscription
from .jeudi import Jeudi


class QuestionAvisQuerySet(models.QuerySet["QuestionAvis"]):
    """Reads on questions."""

    def posees(self, forme: str) -> "QuestionAvisQuerySet":
        """The questionnaire of a forme, in order."""
        return self.filter(forme=forme, retiree_le__isnull=True).order_by("ordre", "pk")


class QuestionAvis(models.Model):
    """One question asked after the Jeudis of a forme. Once answered its words stay: another one replaces it."""

    forme = models.CharField(max_length=10, choices=Forme.choices)
    ordre = models.PositiveSmallIntegerField(default=1)
    intitule = models.CharField("question", max_length=200)
    genre = models.CharField(max_length=5, choices=GenreQuestionAvis.choices, default=GenreQuestionAvis.NOTE)
    retiree_le = models.DateTimeField("retirée le", null=True, blank=True, editable=False)

    objects = QuestionAvisQuerySet.as_manager()

    class Meta:
        verbose_name = "question d’évaluation"
        verbose_name_plural = "questions d’évaluation"
        ordering = ["forme", "ordre", "pk"]

    def __str__(self) -> str:
        return self.intitule


class EvaluationQuerySet(models.QuerySet["Evaluation"]):
    """Reads on evaluations."""

    def ouvertes(self) -> "EvaluationQuerySet":
        """Still answered, by the database's clock."""
        return self.filter(ferme_le__gt=Now())


class Evaluation(models.Model):
    """A Jeudi is being evaluated, or was: the questionnaire it was sent with, and when it closes."""

    jeudi = models.OneToOneField(Jeudi, models.CASCADE, related_name="evaluation")
    questions = models.ManyToManyField(QuestionAvis, related_name="+")
    ouverte_le = models.DateTimeField("ouverte le", default=timezone.now)
    ferme_le = models.DateTimeField("ferme le")
    par = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = EvaluationQuerySet.as_manager()

    class Meta:
        verbose_name = "évaluation"

    def __str__(self) -> str:
        return f"évaluation du Jeudi {self.jeudi_id}"

    @property
    def est_ouverte(self) -> bool:
        """Still answered, by this machine's clock: for the screens."""
        return self.ferme_le > timezone.now()


class SollicitationQuerySet(models.QuerySet["Sollicitation"]):
    """Reads on who is asked (DESIGN §2, « À moi »)."""

    def de(self, membre: Any) -> "SollicitationQuerySet":
        """Those of a member."""
        return self.filter(inscription__membre_id=membre.pk)


class Sollicitation(models.Model):
    """Somebody who was there is asked once: whether they answered is kept, not what, nor when."""

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="sollicitations")
    inscription = models.OneToOneField(Inscription, models.CASCADE, related_name="sollicitation")
    a_repondu = models.BooleanField("a répondu", default=False)

    objects = SollicitationQuerySet.as_manager()

    class Meta:
        verbose_name = "demande d’avis"
        verbose_name_plural = "demandes d’avis"

    def __str__(self) -> str:
        return f"demande d’avis {self.pk}"


class Avis(models.Model):
    """One set of answers. Its key is random and it has no date: the order of arrival names nobody."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="avis")
    #: Set only by who chose to sign.
    inscription = models.ForeignKey(Inscription, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "avis"
        verbose_name_plural = "avis"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["inscription"], name="un_avis_signe_par_personne")]

    def __str__(self) -> str:
        return f"avis sur le Jeudi {self.evaluation.jeudi_id}"


class ReponseAvis(models.Model):
    """The answer to one question: a note, or words."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    avis = models.ForeignKey(Avis, models.CASCADE, related_name="reponses")
    question = models.ForeignKey(QuestionAvis, models.PROTECT, related_name="reponses")
    note = models.PositiveSmallIntegerField(null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(4)])
    texte = models.TextField(max_length=1000, blank=True)

    class Meta:
        verbose_name = "réponse"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["avis", "question"], name="une_reponse_d_avis_par_question"),
            models.CheckConstraint(
                condition=models.Q(note__isnull=True) | models.Q(note__range=(1, 4)), name="une_note_de_un_a_quatre"
            ),
        ]

    def __str__(self) -> str:
        return str(self.note or "texte")


#: Under that many answers nothing is split: a note or a sentence would point at somebody.
SEUIL = 5


@dataclass(frozen=True)
class Resultat:
    """The answers to one question: how many, their mean, how many of each note, or the words."""

    intitule: str
    genre: str
    nombre: int
    moyenne: float | None = None
    repartition: tuple[tuple[int, int], ...] = ()
    mots: tuple[str, ...] = ()


def resultats(evaluation: Evaluation) -> list[Resultat]:
    """QuestionAvis by question; [] under ``SEUIL`` sets of answers, and no words of a question answered by fewer."""
    if evaluation.avis.count() < SEUIL:
        return []
    lues = []
    for question in evaluation.questions.order_by("ordre", "pk").prefetch_related(
        models.Prefetch(
            "reponses", ReponseAvis.objects.filter(avis__evaluation=evaluation).select_related("avis"), to_attr="donnees"
        )
    ):
        reponses: list[ReponseAvis] = question.donnees  # type: ignore[attr-defined]
        lues.append(_resultat(question, reponses))
    return lues


def _resultat(question: QuestionAvis, reponses: list[ReponseAvis]) -> Resultat:
    if question.genre == GenreQuestionAvis.TEXTE:
        assez = len(reponses) >= SEUIL
        mots = tuple(r.texte for r in reponses) if assez else ()
        return Resultat(question.intitule, question.genre, len(reponses), mots=mots)
    notes = [r.note for r in reponses if r.note]
    if len(notes) < SEUIL:
        return Resultat(question.intitule, question.genre, len(notes))
    repartition = tuple((note, notes.count(note)) for note in (1, 2, 3, 4))
    return Resultat(question.intitule, question.genre, len(notes), sum(notes) / len(notes), repartition)


@dataclass(frozen=True)
class Comparaison:
    """One forme, one year: how many Jeudis were evaluated, sets of answers, people asked, mean of the notes (None: under the threshold)."""

    forme: str
    annee: int
    jeudis: int
    avis: int
    demandes: int
    moyenne: float | None

    @property
    def libelle(self) -> str:
        """The forme in words."""
        return Forme(self.forme).label


def comparaisons(evaluations: models.QuerySet[Evaluation]) -> list[Comparaison]:
    """By forme and by year of the Jeudi, latest year first; three queries."""
    par = ("jeudi__forme", "jeudi__dernier_jour__year")
    groupes = evaluations.order_by().values_list(*par).annotate(n=models.Count("pk", distinct=True))
    avis = _compter(evaluations, models.Count("avis", distinct=True))
    demandes = _compter(evaluations, models.Count("sollicitations", distinct=True))
    notes = _compter(evaluations, models.Avg("avis__reponses__note"))
    lignes = [
        Comparaison(f, a, n, avis[f, a], demandes[f, a], notes[f, a] if avis[f, a] >= SEUIL else None) for f, a, n in groupes if a
    ]
    ordre = list(Forme.values)
    return sorted(lignes, key=lambda ligne: (-ligne.annee, ordre.index(ligne.forme)))


def _compter(evaluations: models.QuerySet[Evaluation], quoi: Any) -> dict[tuple[str, int], Any]:
    lignes = evaluations.order_by().values_list("jeudi__forme", "jeudi__dernier_jour__year").annotate(n=quoi)
    return {(forme, annee): n for forme, annee, n in lignes}
