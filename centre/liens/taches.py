"""Cleaning."""

from centre.taches import periodique, tache

from .operations import purger


@periodique("37 2 * * *")
@tache("liens.purger")
def purger_les_liens() -> None:
    """Forget the links that ended long ago."""
    purger()
