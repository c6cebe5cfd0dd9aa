"""The list one marks: people in French order, demi-journées, who is where, what two devices say differently."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from centre.temps import date_locale

from .enums import DemiJournee, EtatPresence
from .models import Inscription, Jeudi, Participant, Presence, Seance, bornes


@dataclass(frozen=True)
class Moment:
    """One demi-journée of a séance: what a signature is given for."""

    seance: Seance
    demi: str

    @property
    def cle(self) -> str:
        """Its name in forms and addresses."""
        return f"{self.seance.pk}-{self.demi}"

    @property
    def nom(self) -> str:
        """« Matin »."""
        return DemiJournee(self.demi).label.capitalize()

    @property
    def heures(self) -> str:
        """« 9 h 30 – 12 h 30 »."""
        de, a = bornes(self.seance, self.demi)
        return f"{date_locale(de, 'heure')} – {date_locale(a, 'heure')}"

    @property
    def commence(self) -> bool:
        """It has begun."""
        return bornes(self.seance, self.demi)[0] <= timezone.now()


def moments(jeudi: Jeudi, jour: dt.date | None = None) -> list[Moment]:
    """The demi-journées of a Jeudi, or of one of its days, in order."""
    seances = [seance for seance in jeudi.seances.all() if jour is None or seance.jour == jour]
    return [Moment(seance, demi) for seance in seances for demi in seance.demi_journees]


def jours(jeudi: Jeudi) -> list[dt.date]:
    """The days of a Jeudi."""
    return sorted({seance.jour for seance in jeudi.seances.all()})


def moment_courant(tous: list[Moment], cle: str = "") -> Moment | None:
    """The one asked for, else the first not over yet, else the last; None without any séance."""
    demande = next((m for m in tous if m.cle == cle), None)
    a_suivre = (m for m in tous if bornes(m.seance, m.demi)[1] >= timezone.now())
    return demande or next(a_suivre, tous[-1] if tous else None)


def jour_courant(jeudi: Jeudi, texte: str = "") -> dt.date | None:
    """The day asked for, else the last one begun, else the first; None without any séance."""
    tous = jours(jeudi)
    demande = next((jour for jour in tous if jour.isoformat() == texte), None)
    commences = [jour for jour in tous if jour <= timezone.localdate()]
    return demande or (commences[-1] if commences else next(iter(tous), None))


def a_emarger(jeudi: Jeudi) -> list[Inscription]:
    """Who is on the list, the French way: with a seat, or marked without one. A constant number of queries."""
    marquees = Presence.objects.du(jeudi).exclude(etat=EtatPresence.A_POINTER).values("inscription")
    lignes = jeudi.inscriptions.inscrits() | jeudi.inscriptions.filter(pk__in=marquees)
    return sorted(lignes.distinct().avec_participant(), key=lambda i: (i.participant.cle_de_tri, i.pk))


@dataclass(frozen=True)
class Case:
    """One person at one demi-journée: the state, and the gesture it comes from (0: none yet)."""

    moment: Moment
    etat: str
    marque: int = 0
    conflit: bool = False

    @property
    def present(self) -> bool:
        """Ticked."""
        return self.etat == EtatPresence.PRESENT


@dataclass(frozen=True)
class Ligne:
    """One person, and their demi-journées in order."""

    inscription: Inscription
    participant: Participant
    cases: list[Case]

    @property
    def excuse(self) -> bool:
        """Excused at one of them."""
        return any(case.etat == EtatPresence.EXCUSE for case in self.cases)


def lignes(jeudi: Jeudi, tous: list[Moment]) -> list[Ligne]:
    """The list at these demi-journées."""
    en_place = {(p.inscription_id, p.seance_id, p.demi_journee): p for p in Presence.objects.du(jeudi)}
    return [
        Ligne(i, i.participant, [_case(moment, en_place.get((i.pk, moment.seance.pk, moment.demi))) for moment in tous])
        for i in a_emarger(jeudi)
    ]


def _case(moment: Moment, presence: Presence | None) -> Case:
    if presence is None:
        return Case(moment, EtatPresence.A_POINTER)
    return Case(moment, presence.etat, presence.marque_id or 0, presence.autre_id is not None)


def comptes(les_lignes: list[Ligne]) -> dict[str, int]:
    """How many at each state, for the first demi-journée of the lines."""
    etats = [ligne.cases[0].etat for ligne in les_lignes]
    return {etat: etats.count(etat) for etat in EtatPresence.values}


def conflits(jeudi: Jeudi) -> list[Any]:
    """What two devices say differently, both gestures on each row, in the order of the list."""
    presences = list(Presence.objects.du(jeudi).en_conflit().select_related("seance", "marque__par", "autre__par"))
    inscriptions = Inscription.objects.avec_participant().filter(pk__in={p.inscription_id for p in presences})
    noms = {i.pk: i.participant for i in inscriptions}
    for presence in presences:
        presence.participant = noms[presence.inscription_id]  # type: ignore[attr-defined]
    return sorted(presences, key=lambda p: (p.participant.cle_de_tri, p.pk))  # type: ignore[attr-defined]
