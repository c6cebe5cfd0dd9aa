"""Who may do what in a groupe: the screen's buttons and the server's checks ask these same functions."""

from __future__ import annotations

from typing import Any

from centre.espaces.acces import est_membre, peut
from centre.espaces.enums import Niveau


def peut_animer(groupe: Any, membre: Any) -> bool:
    """The team, and those who animate the groupe with it."""
    return est_membre(membre) and peut(membre, Niveau.ANIMER, groupe.pk)


def peut_parler(groupe: Any, membre: Any) -> bool:
    """Its members; a guest reads."""
    return est_membre(membre) and peut(membre, Niveau.CONTRIBUER, groupe.pk)


def peut_fermer(groupe: Any, membre: Any) -> bool:
    """The team alone opens, closes and opens again."""
    return bool(getattr(membre, "est_de_l_equipe", False))
