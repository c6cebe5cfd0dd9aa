"""Who may do what to one publication: the screen's buttons and the server's checks ask these same functions."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied

from centre.espaces.acces import est_membre, peut
from centre.espaces.enums import Niveau


def peut_modifier(publication: Any, membre: Any) -> bool:
    """Its author while they may still contribute to its espace, and whoever animates that espace."""
    if not est_membre(membre):
        return False
    if peut(membre, Niveau.ANIMER, publication.espace_id):
        return True
    return publication.auteur_id == membre.pk and peut(membre, Niveau.CONTRIBUER, publication.espace_id)


def peut_retirer(publication: Any, membre: Any) -> bool:
    """Its author, always (what one wrote can be taken back), and whoever animates the espace."""
    return est_membre(membre) and (publication.auteur_id == membre.pk or peut(membre, Niveau.ANIMER, publication.espace_id))


def peut_commenter(publication: Any, membre: Any) -> bool:
    """Whoever contributes to the espace of a published, not withdrawn publication."""
    return est_membre(membre) and publication.est_publie and peut(membre, Niveau.CONTRIBUER, publication.espace_id)


def exiger(condition: bool) -> None:
    """Raise PermissionDenied unless ``condition``: the operations' last word, whatever the screen showed."""
    if not condition:
        raise PermissionDenied
