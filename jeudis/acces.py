"""Who answers for the people of a Jeudi: the screens, their buttons and the operations below them ask this one function."""

from __future__ import annotations

from typing import Any

from centre.espaces.acces import est_membre, peut
from centre.espaces.enums import Niveau


def suit_les_personnes(membre: Any, jeudi: Any) -> bool:
    """Whether ``membre`` reads and changes who comes to ``jeudi``: registrations, answers, attendance, attestations, invitations.

    The team alone (DESIGN §2, « À moi »), in an espace it animates. Who co-animates a groupe animates its espace too: they write
    the page and the compte rendu of its Jeudis, and are not told who asked for a sign interpreter.
    """
    de_l_equipe = est_membre(membre) and getattr(membre, "est_de_l_equipe", False)
    return bool(de_l_equipe and peut(membre, Niveau.ANIMER, jeudi.espace_id))
