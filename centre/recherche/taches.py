"""What runs at night."""

from __future__ import annotations

from centre.membres.models import Membre
from centre.taches import periodique, tache

from . import gardees, operations, questions
from .enums import Frequence
from .models import QuestionVaine


@periodique("41 2 * * *")
@tache("recherche.actualiser")
def actualiser() -> None:
    """Read again the public words, and write the rules again in case the vocabulary was changed outside the operations."""
    operations.actualiser_lexique()
    operations.charger_synonymes()
    questions.prevenir_tout_le_monde()


@tache("recherche.prevenir")
def prevenir(question: int) -> None:
    """Ask one question again for each person who waits for its answer; the same twice writes once."""
    if (vaine := QuestionVaine.objects.filter(pk=question).first()) is not None:
        questions.prevenir(vaine)


@periodique("30 5 * * *")
@tache("recherche.alertes_du_jour")
def alertes_du_jour() -> None:
    """Each morning, one job for each member who keeps a search told of every day."""
    gardees.prevenir_tout_le_monde(Frequence.QUOTIDIENNE)


@periodique("40 5 * * 1")
@tache("recherche.alertes_de_la_semaine")
def alertes_de_la_semaine() -> None:
    """Each Monday morning, one job for each member who keeps a search told of every week."""
    gardees.prevenir_tout_le_monde(Frequence.HEBDOMADAIRE)


@tache("recherche.alerter")
def alerter(membre: int, hebdomadaire: int) -> None:
    """One member's mail, if there is anything to tell; the same day twice writes once."""
    if (qui := Membre.objects.filter(pk=membre).first()) is not None:
        gardees.alerter(membre=qui, frequence=Frequence.HEBDOMADAIRE if hebdomadaire else Frequence.QUOTIDIENNE)
