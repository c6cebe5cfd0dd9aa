"""What one publication offers to the next one written from it (« ?depuis= »)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Matiere:
    """The substance of a publication: ``html`` is sanitised, ``entree`` is its row in the catalogue (None: not published)."""

    titre: str
    html: str
    themes: tuple[Any, ...] = ()
    territoires: tuple[Any, ...] = ()
    personnes: tuple[Any, ...] = ()
    fichiers: tuple[Any, ...] = ()
    entree: Any = None
