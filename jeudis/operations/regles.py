"""Writes on how a Jeudi registers: its rules, questions and ateliers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from centre.journal.operations import consigner
from centre.publications import operations as ecriture
from centre.publications.acces import exiger

from ..acces import suit_les_personnes
from ..enums import GenreQuestion
from ..models import Atelier, Jeudi, Question, Regles, Seance
from .bulletins import repartir
from .inscriptions import promouvoir

#: The questions proposed to a Jeudi that never chose its own.
QUESTIONS: tuple[dict[str, Any], ...] = (
    {
        "genre": GenreQuestion.REPAS,
        "libelle": "Déjeunerez-vous sur place ?",
        "choix": ["Oui", "Oui, repas végétarien", "Non"],
        "obligatoire": False,
    },
    {
        "genre": GenreQuestion.ACCESSIBILITE,
        "libelle": "De quoi avez-vous besoin pour participer pleinement ?",
        "choix": ["Interprétation en LSF", "Sous-titres", "Accès en fauteuil (PMR)", "Boucle magnétique"],
        "obligatoire": False,
    },
    {"genre": GenreQuestion.ATTENTES, "libelle": "Qu’attendez-vous de ce Jeudi ?", "choix": [], "obligatoire": False},
)


@transaction.atomic
def regler(
    *,
    jeudi: Jeudi,
    regles: Mapping[str, Any],
    questions: Iterable[Mapping[str, Any]],
    ateliers: Iterable[Mapping[str, Any]],
    par: Any,
) -> Regles:
    """Store the rules (fields of Regles), the questions and the ateliers of a Jeudi, then seat who may now have a seat.

    A line with its ``pk`` keeps its answers or its seats; one that is no longer there goes with them. Raises PermissionDenied for
    who does not answer for the people of the Jeudi.
    """
    vivant = ecriture.verrouiller(jeudi)
    exiger(suit_les_personnes(par, vivant))
    lignes, _ = Regles.objects.get_or_create(jeudi=vivant)
    for champ, valeur in regles.items():
        setattr(lignes, champ, valeur)
    lignes.save()
    _garder(vivant.questions.all(), Question, {"jeudi": vivant}, questions)
    seances = set(Seance.objects.filter(jeudi=vivant).values_list("pk", flat=True))
    siens = [ligne for ligne in ateliers if ligne["seance_id"] in seances]
    _garder(Atelier.objects.filter(seance__jeudi=vivant), Atelier, {}, siens)
    repartir(vivant)
    promouvoir(vivant)
    consigner(acteur=par, verbe="jeudi.regler", objet=vivant)
    return lignes


def _garder(existantes: Any, modele: Any, communs: Mapping[str, Any], voulues: Iterable[Mapping[str, Any]]) -> None:
    """Make the rows be the lines wanted, in their order."""
    par_pk = {ligne.pk: ligne for ligne in existantes}
    gardees = set()
    for ordre, voulue in enumerate(voulues):
        objet = par_pk.get(voulue.get("pk")) or modele(**communs)
        for champ, valeur in voulue.items():
            if champ != "pk":
                setattr(objet, champ, valeur)
        objet.ordre = ordre
        objet.save()
        gardees.add(objet.pk)
    modele.objects.filter(pk__in=par_pk.keys() - gardees).delete()


@transaction.atomic
def copier_les_regles(*, depuis: Jeudi, vers: Jeudi) -> None:
    """The rules and questions of a Jeudi for its duplicate, dates aside; ateliers follow the séances of the same rank."""
    source = Regles.objects.filter(jeudi=depuis).first()
    if source is not None and not Regles.objects.filter(jeudi=vers).exists():
        source.pk, source.jeudi, source.ouverture_le = None, vers, None
        source._state.adding = True
        source.save()
    if not vers.questions.exists():
        champs = ("genre", "libelle", "choix", "obligatoire", "ordre")
        Question.objects.bulk_create(Question(jeudi=vers, **q) for q in depuis.questions.values(*champs))
    for ancienne, nouvelle in zip(depuis.seances.all(), vers.seances.all(), strict=False):
        if not nouvelle.ateliers.exists():
            Atelier.objects.bulk_create(
                Atelier(seance=nouvelle, **a) for a in ancienne.ateliers.values("titre", "places", "ordre")
            )
