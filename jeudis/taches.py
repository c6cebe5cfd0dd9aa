"""Jobs on Jeudis."""

from __future__ import annotations

import datetime as dt

from centre.taches import periodique, tache

from . import operations


@tache("jeudis.prevenir_du_changement", reprises=(30, 300))
def prevenir_du_changement(jeudi: int, sequence: int, change_le: str) -> None:
    """Write the mails of another date or place. Idempotent: one per person and version."""
    operations.prevenir_du_changement(jeudi=jeudi, sequence=sequence, change_le=dt.datetime.fromisoformat(change_le))


@periodique("0 6 * * *")
@tache("jeudis.rappeler_les_relectures", reprises=(300, 3600))
def rappeler_les_relectures() -> None:
    """Every morning: one reminder to each speaker who has not answered by their day. Idempotent."""
    operations.rappeler_les_relectures()
