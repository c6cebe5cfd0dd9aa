"""What is said and done about personal data: the register of processing, its retention, the record a member takes away.

Each app fills these registries from its ``branchements``; the team's shell executes and shows them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from centre.registre import Registre


@dataclass(frozen=True)
class Traitement:
    """One line of the register of processing (RGPD, article 30), in words anybody reads."""

    nom: str
    finalite: str
    base: str
    donnees: str
    duree: str
    acces: str


@dataclass(frozen=True)
class Conservation:
    """A retention rule that is executed: ``purger() -> rows erased``, every night, idempotent. ``traitement``: key of its line."""

    traitement: str
    libelle: str
    duree: str
    purger: Callable[[], int]


@dataclass(frozen=True)
class Etape:
    """One line of a member's own record: a day, what it was, its title, where to read it (empty: nowhere)."""

    jour: dt.date
    quoi: str
    titre: str
    adresse: str = ""
    precision: str = ""


#: Legal bases (RGPD, article 6), in the words of the register.
MISSION = "Mission d’intérêt public (article 6.1.e)"
CONSENTEMENT = "Consentement (articles 6.1.a et 9.2.a), retiré à tout moment"
OBLIGATION = "Obligation légale de sécurité (articles 6.1.c et 32)"

traitements: Registre[Traitement] = Registre("traitements")
conservations: Registre[Conservation] = Registre("conservations")
#: ``f(membre) -> steps``, of any age, in any order.
parcours: Registre[Callable[[Any], list[Etape]]] = Registre("parcours")
