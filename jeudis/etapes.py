"""The lines of a Jeudi's checklist: each knows by itself whether it is done, and where it is done.

A trade of the Jeudis registers its own from its module of ``branchements``:
``etapes.ajouter("emargement", Etape(-2, "Imprimer la feuille d’émargement", faite=..., lien=...))``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from centre.registre import Registre


@dataclass(frozen=True)
class Etape:
    """One line. ``delai``: in days, before the first day when negative, after the last one otherwise; the team may change it.

    ``faite(jeudi)`` says whether it is done (None: ticked by hand); ``lien(jeudi)`` is where it is done, under the words ``bouton``.
    ``geste(jeudi=, par=)`` does it from the checklist itself and returns the sentence told after: the button is then a POST.
    ``utile(jeudi)``: whether the line concerns that Jeudi (None: always); ``formes``: those it is proposed for (none: all).
    ``des_personnes``: what it opens speaks of people, and opens to who answers for them (``acces.suit_les_personnes``).
    ``preparer(queryset)`` adds to a query of Jeudis what ``faite`` and ``utile`` read, so that many cost no more than one.
    """

    delai: int
    libelle: str
    faite: Callable[[Any], bool] | None = None
    lien: Callable[[Any], str] | None = None
    bouton: str = "Ouvrir"
    geste: Callable[..., str] | None = None
    utile: Callable[[Any], bool] | None = None
    formes: tuple[str, ...] = ()
    des_personnes: bool = False
    preparer: Callable[[Any], Any] | None = None

    def concerne(self, jeudi: Any) -> bool:
        """True when the line is of use for that Jeudi."""
        return self.utile is None or self.utile(jeudi)


#: Lines of the checklist, by name.
etapes: Registre[Etape] = Registre("étapes")
