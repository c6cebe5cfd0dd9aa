"""Writes on evaluations: the questions of each forme, who is asked, one answer each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from centre.journal.operations import consigner
from centre.publications import operations as ecriture
from centre.publications.acces import exiger

from ..acces import suit_les_personnes
from ..enums import Forme, GenreQuestionAvis
from ..models import Avis, Evaluation, Jeudi, QuestionAvis, ReponseAvis, Sollicitation, inscriptions_presentes

#: How long a questionnaire is answered.
DUREE = dt.timedelta(days=21)
#: The questionnaire of each forme until the team writes its own; words are asked once, and may stay empty.
PAR_DEFAUT = {
    Forme.SEANCE: ["Le sujet répondait à ce que j’attendais", "J’ai appris quelque chose d’utile à mon territoire"],
    Forme.GROUPE: ["Le groupe a avancé", "Chacun a pu prendre la parole"],
    Forme.CYCLE: ["Le cycle répondait à ce que j’attendais", "J’ai de quoi changer ma façon de faire", "Le rythme me convenait"],
    Forme.JOURNEE: ["Les échanges m’ont été utiles", "J’ai rencontré des personnes que je recontacterai"],
}
COMMUNES = ["L’organisation (lieu, horaires, accueil) convenait"]
MOTS = "Une idée pour la suite ?"


def installer_les_questions() -> None:
    """The default questionnaire of each forme that has never had one (``manage.py installer``)."""
    for forme in Forme:
        if QuestionAvis.objects.filter(forme=forme).exists():
            continue
        notes = [(intitule, GenreQuestionAvis.NOTE) for intitule in [*PAR_DEFAUT[forme], *COMMUNES]]
        lignes = enumerate([*notes, (MOTS, GenreQuestionAvis.TEXTE)], start=1)
        QuestionAvis.objects.bulk_create(QuestionAvis(forme=forme, ordre=n, intitule=mots, genre=g) for n, (mots, g) in lignes)


@dataclass(frozen=True)
class Ecrite:
    """One question as the team writes it; ``pk``: the one it was (None: a new one)."""

    intitule: str
    genre: str
    pk: int | None = None


@transaction.atomic
def ecrire_les_questions(*, forme: str, ecrites: Iterable[Ecrite], par: Any) -> None:
    """The questionnaire of a forme from now on. A question whose words change is another one: results already given keep theirs."""
    exiger(bool(getattr(par, "est_de_l_equipe", False)))
    posees = {q.pk: q for q in QuestionAvis.objects.posees(forme).select_for_update()}
    gardees = set()
    for ordre, ecrite in enumerate(ecrites, start=1):
        ancienne = posees.get(ecrite.pk or 0)
        if ancienne is not None and (ancienne.intitule, ancienne.genre) == (ecrite.intitule, ecrite.genre):
            QuestionAvis.objects.filter(pk=ancienne.pk).update(ordre=ordre)
            gardees.add(ancienne.pk)
        else:
            QuestionAvis.objects.create(forme=forme, ordre=ordre, intitule=ecrite.intitule, genre=ecrite.genre)
    QuestionAvis.objects.filter(pk__in=posees.keys() - gardees).update(retiree_le=timezone.now())
    consigner(acteur=par, verbe="evaluation.ecrire", details={"forme": str(forme)})


@transaction.atomic
def ouvrir_l_evaluation(*, jeudi: Jeudi, par: Any, prevenir: bool = True, ferme_le: dt.datetime | None = None) -> Evaluation:
    """Ask those who were there: one mail each, with a link of their own. Asked again, only who was not asked yet is.

    Raises PermissionDenied, ValidationError when nobody was there or the last séance is not over.
    """
    vivant = ecriture.verrouiller(jeudi)
    exiger(suit_les_personnes(par, vivant))
    if vivant.annule_le or any(seance.fin > timezone.now() for seance in vivant.seances.all()):
        raise ValidationError("On demande un avis après la dernière séance.")
    presentes = list(inscriptions_presentes(vivant))
    if not presentes:
        raise ValidationError("Personne n’est noté présent : saisissez d’abord la feuille.")
    fin = ferme_le or timezone.now() + DUREE
    evaluation, neuve = Evaluation.objects.get_or_create(jeudi=vivant, defaults={"ferme_le": fin, "par": par})
    if neuve:
        evaluation.questions.set(QuestionAvis.objects.posees(vivant.forme))
        consigner(acteur=par, verbe="jeudi.evaluer", objet=vivant, details={"demandes": len(presentes)})
    if neuve or evaluation.est_ouverte:
        _solliciter(evaluation, presentes, prevenir=prevenir)
    return evaluation


def _solliciter(evaluation: Evaluation, inscriptions: list[Any], *, prevenir: bool) -> None:
    from .. import courriels

    for inscription in inscriptions:
        sollicitation, neuve = Sollicitation.objects.get_or_create(inscription=inscription, defaults={"evaluation": evaluation})
        if neuve and prevenir:
            courriels.demander_un_avis(sollicitation)


@transaction.atomic
def donner_son_avis(*, sollicitation: Sollicitation, notes: Mapping[int, int], mots: Mapping[int, str], signe: bool) -> Avis:
    """Keep one set of answers, without the person unless ``signe``. Raises ValidationError: closed, already given, empty."""
    sienne = Sollicitation.objects.select_for_update(of=("self",)).select_related("evaluation").get(pk=sollicitation.pk)
    if sienne.a_repondu:
        raise ValidationError("Vous avez déjà répondu : merci.")
    if not Evaluation.objects.ouvertes().filter(pk=sienne.evaluation_id).exists():
        raise ValidationError("Ce questionnaire est fermé.")
    questions = {q.pk: q for q in sienne.evaluation.questions.all()}
    donnees = [ReponseAvis(question=questions[pk], note=note) for pk, note in notes.items() if pk in questions and 1 <= note <= 4]
    donnees += [
        ReponseAvis(question=questions[pk], texte=texte.strip())
        for pk, texte in mots.items()
        if pk in questions and texte.strip()
    ]
    if not donnees:
        raise ValidationError("Répondez à une question au moins.")
    avis = Avis.objects.create(evaluation=sienne.evaluation, inscription=sienne.inscription if signe else None)
    for reponse in donnees:
        reponse.avis = avis
    ReponseAvis.objects.bulk_create(donnees)
    Sollicitation.objects.filter(pk=sienne.pk).update(a_repondu=True)
    return avis
