"""Jobs on Jeudis."""

from __future__ import annotations

import datetime as dt

from centre.taches import tache

from . import operations


@tache("jeudis.prevenir_du_changement", reprises=(30, 300))
def prevenir_du_changement(jeudi: int, sequence: int, change_le: str) -> None:
    """Write the mails of another date or place. Idempotent: one per person and version."""
    operations.prevenir_du_changement(jeudi=jeudi, sequence=sequence, change_le=dt.datetime.fromisoformat(change_le))
