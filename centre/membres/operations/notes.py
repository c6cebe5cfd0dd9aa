"""Notes of the team about a member."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from centre.journal.operations import consigner

from ..models import Membre, Note


@transaction.atomic
def noter(*, membre: Membre, texte: str, par: Any) -> Note:
    """Write a note about a member. Raises PermissionDenied to whoever is not of the team."""
    if not par.est_de_l_equipe:
        raise PermissionDenied
    note = Note.objects.create(membre=membre, auteur=par, texte=texte)
    consigner(acteur=par, verbe="membre.noter", objet=membre, details={"note": note.pk})
    return note


@transaction.atomic
def effacer_note(*, note: Note, par: Any) -> None:
    """Erase a note for good. Raises PermissionDenied to whoever is not of the team."""
    if not par.est_de_l_equipe:
        raise PermissionDenied
    consigner(acteur=par, verbe="membre.effacer_note", objet=note.membre, details={"note": note.pk})
    note.delete()
