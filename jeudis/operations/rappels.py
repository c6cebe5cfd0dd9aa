"""Reminders before a séance (JEU-7): written once, to who has a seat on the day they are due."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from centre.temps import PARIS

from ..models import Inscription, Jeudi, Regles, Seance
from .places import l_heure

#: The furthest reminder a Jeudi may choose, in days.
AU_PLUS_TOT = 60


def a_rappeler() -> list[int]:
    """The published Jeudis with a séance close enough for a reminder."""
    aujourd_hui = l_heure()
    bientot = Seance.objects.filter(debut__gt=aujourd_hui, debut__lt=aujourd_hui + dt.timedelta(days=AU_PLUS_TOT + 1))
    jeudis = Jeudi.objects.publies().filter(annule_le__isnull=True, seances__in=bientot)
    return sorted(set(jeudis.values_list("pk", flat=True)))


@transaction.atomic
def rappeler(*, jeudi: int) -> int:
    """Write the reminders due today for one Jeudi; returns how many people were concerned.

    A reminder is named by its day and its delay: run again, nobody is told twice; a Jeudi put off has its own. A worker that was
    off that day catches up the next one. Who registered since had the date in their convocation.
    """
    vivant = Jeudi.objects.select_for_update(of=("self",)).filter(pk=jeudi, annule_le__isnull=True).first()
    if vivant is None or not vivant.est_publie:
        return 0
    instant, delais = l_heure(), Regles.objects.pour(vivant).rappels
    rappeles = 0
    for seance in vivant.seances.filter(debut__gt=instant):
        restent = (seance.jour - instant.astimezone(PARIS).date()).days
        delai = next((d for d in sorted(delais) if d - 1 <= restent <= d), None)
        if delai is not None:
            rappeles += _rappeler_la_seance(vivant, seance, delai)
    return rappeles


def _rappeler_la_seance(vivant: Jeudi, seance: Seance, delai: int) -> int:
    du_jour = dt.datetime.combine(seance.jour - dt.timedelta(days=delai), dt.time(), tzinfo=PARIS)
    concernees = list(vivant.inscriptions.inscrits().a_prevenir().filter(changee_le__lt=du_jour))
    for inscription in concernees:
        inscription.jeudi = vivant
        rappeler_a(inscription, seance, delai)
    return len(concernees)


def rappeler_a(inscription: Inscription, seance: Seance, delai: int) -> None:
    """One reminder."""
    from .. import courriels

    courriels.rappeler(inscription, seance, delai)
