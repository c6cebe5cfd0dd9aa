"""What runs at night."""

from __future__ import annotations

from centre.taches import periodique, tache

from . import operations


@periodique("41 2 * * *")
@tache("recherche.actualiser")
def actualiser() -> None:
    """Read again the public words, and write the rules again in case the vocabulary was changed outside the operations."""
    operations.actualiser_lexique()
    operations.charger_synonymes()
