"""Jobs on publications."""

from __future__ import annotations

from centre.taches import tache

from .lecture_des_fichiers import lire_le_fichier


@tache("publications.lire_le_fichier", reprises=(30, 300))
def lire(fichier: str) -> None:
    """Read the text of a file (its key). Idempotent: a file read twice is kept once."""
    lire_le_fichier(fichier)
