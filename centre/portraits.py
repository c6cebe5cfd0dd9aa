"""The photos of members: kept by the floor of the files, asked for by the floor of the members, through a registry."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from centre.registre import Registre


@dataclass(frozen=True)
class Portraits:
    """``poser(membre, envoi)`` keeps an uploaded photo (ValidationError), ``retirer(membre)`` deletes it, ``ranger(membre)`` makes
    it follow the member's choice and state, ``lire(lecteur, membres)`` gives the files that reader may open, by member's pk.
    """

    poser: Callable[[Any, Any], None]
    retirer: Callable[[Any], None]
    ranger: Callable[[Any], None]
    lire: Callable[[Any, Iterable[Any]], dict[int, Any]]


#: One entry, « photo ».
portraits: Registre[Portraits] = Registre("portraits")
