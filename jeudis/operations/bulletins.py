"""What goes with a registration: answers, ateliers, a shared ride, a name on the list."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from centre.journal.operations import consigner
from centre.publications import operations as ecriture
from centre.publications.acces import exiger

from ..enums import EtatInscription, EtatVoeu
from ..models import Atelier, Inscription, Jeudi, Question, Reponse, Trajet, Voeu
from .places import acteur, repond_de


@dataclass(frozen=True)
class Bulletin:
    """What was typed. ``reponses``: by question; ``voeux``: by séance, the ateliers in the order of preference."""

    reponses: Mapping[int, list[str]] = field(default_factory=dict)
    voeux: Mapping[int, list[int]] = field(default_factory=dict)
    visible: bool = False
    #: Where from, and what is offered (an instance not stored); None: no shared ride.
    trajet: Trajet | None = None


@transaction.atomic
def changer_le_bulletin(*, inscription: Inscription, bulletin: Bulletin, par: Any) -> Inscription:
    """Replace what somebody answered. The seat does not move. Raises PermissionDenied for another person's."""
    vivant = ecriture.verrouiller(inscription.jeudi)
    inscription = Inscription.objects.select_for_update().get(pk=inscription.pk)
    exiger(repond_de(par, inscription, vivant) and inscription.etat != EtatInscription.ANNULEE)
    ecrire_le_bulletin(inscription, bulletin)
    repartir(vivant, sauf={inscription.pk})
    consigner(acteur=acteur(par), verbe="jeudi.changer_le_bulletin", objet=vivant, details={"inscription": inscription.pk})
    return inscription


def ecrire_le_bulletin(inscription: Inscription, bulletin: Bulletin) -> None:
    """Store it, in the caller's transaction; what belongs to another Jeudi is left aside."""
    inscription.visible = bulletin.visible
    inscription.save(update_fields=["visible"])
    _ecrire_les_reponses(inscription, bulletin.reponses)
    _ecrire_les_voeux(inscription, bulletin.voeux)
    Trajet.objects.filter(inscription=inscription).delete()
    if bulletin.trajet is not None:
        bulletin.trajet.pk, bulletin.trajet.inscription = None, inscription
        bulletin.trajet.save()


def _ecrire_les_reponses(inscription: Inscription, reponses: Mapping[int, list[str]]) -> None:
    for question in Question.objects.posees(inscription.jeudi):
        valeurs = [valeur.strip() for valeur in reponses.get(question.pk, []) if valeur.strip()]
        if valeurs:
            Reponse.objects.update_or_create(inscription=inscription, question=question, defaults={"valeurs": valeurs})
        else:
            Reponse.objects.filter(inscription=inscription, question=question).delete()


def _ecrire_les_voeux(inscription: Inscription, voeux: Mapping[int, list[int]]) -> None:
    """An atelier still wanted keeps its seat, whatever its new order."""
    proposes = {a.pk: a for a in Atelier.objects.filter(seance__jeudi=inscription.jeudi_id)}
    ordres = {
        pk: ordre
        for seance, choisis in voeux.items()
        for ordre, pk in enumerate(dict.fromkeys(choisis), start=1)
        if pk in proposes and proposes[pk].seance_id == seance
    }
    Voeu.objects.filter(inscription=inscription).exclude(atelier__in=ordres).delete()
    for pk, ordre in ordres.items():
        Voeu.objects.update_or_create(inscription=inscription, atelier=proposes[pk], defaults={"ordre": ordre})


def repartir(jeudi: Jeudi, sauf: Collection[int] = ()) -> None:
    """Give the free seats of the ateliers to who wants them, in the order of the registrations; nobody loses one.

    Who gets a better choice leaves the other, which frees a seat in its turn. Each person is told once, but those of ``sauf``.
    """
    ateliers = {atelier.pk: atelier for atelier in Atelier.objects.du(jeudi)}
    if not ateliers:
        return
    voeux = list(
        Voeu.objects.filter(inscription__jeudi=jeudi, inscription__etat=EtatInscription.INSCRIT)
        .select_related("atelier")
        .order_by("inscription__rang", "ordre")
    )
    retenus = {(v.inscription_id, v.atelier.seance_id): v for v in voeux if v.etat == EtatVoeu.RETENU}
    changes: dict[int, Voeu] = {}
    while voeu := _a_servir(voeux, retenus, ateliers):
        actuel = retenus.get(cle := (voeu.inscription_id, voeu.atelier.seance_id))
        if actuel is not None:
            actuel.etat = EtatVoeu.EN_ATTENTE
            ateliers[actuel.atelier_id].pris -= 1
            changes[actuel.pk] = actuel
        voeu.etat, retenus[cle] = EtatVoeu.RETENU, voeu
        ateliers[voeu.atelier_id].pris += 1
        changes[voeu.pk] = voeu
    Voeu.objects.bulk_update(changes.values(), ["etat"])
    _prevenir_des_ateliers(jeudi, {v.inscription_id for v in changes.values()} - set(sauf))


def _a_servir(voeux: list[Voeu], retenus: Mapping[Any, Voeu], ateliers: Mapping[int, Atelier]) -> Voeu | None:
    """The first wish that a free seat betters."""
    for voeu in voeux:
        actuel = retenus.get((voeu.inscription_id, voeu.atelier.seance_id))
        if actuel is None or voeu.ordre < actuel.ordre:
            libres = ateliers[voeu.atelier_id].libres
            if libres is None or libres > 0:
                return voeu
    return None


def _prevenir_des_ateliers(jeudi: Jeudi, inscriptions: set[int]) -> None:
    from .. import courriels

    if jeudi.est_passe:
        return
    for inscription in Inscription.objects.filter(pk__in=inscriptions).select_related("jeudi", "membre").order_by("rang"):
        inscription.version += 1
        inscription.save(update_fields=["version"])
        courriels.annoncer_l_atelier(inscription)


def liberer_les_ateliers(inscription: Inscription) -> None:
    """A seat given back gives back those of its ateliers; ``repartir`` is the caller's."""
    Voeu.objects.filter(inscription=inscription).update(etat=EtatVoeu.EN_ATTENTE)
