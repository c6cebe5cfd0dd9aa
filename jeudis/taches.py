"""Jobs on Jeudis."""

from __future__ import annotations

import datetime as dt

from centre.taches import tache

from .courriels import annoncer_le_changement
from .models import Jeudi


@tache("jeudis.prevenir_du_changement", reprises=(30, 300))
def prevenir_du_changement(jeudi: int, sequence: int, change_le: str) -> None:
    """Tell who had a seat at that instant of the new date or place; nothing when it changed again, or is cancelled or past."""
    actuel = Jeudi.objects.filter(pk=jeudi, sequence=sequence, annule_le__isnull=True).first()
    if actuel is None or actuel.est_passe:
        return
    for inscription in actuel.inscriptions.inscrits().a_prevenir().filter(changee_le__lte=dt.datetime.fromisoformat(change_le)):
        annoncer_le_changement(inscription)
