"""Retention, executed: every declared rule, every night, each noted in the journal with how many rows it erased."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from django.db import transaction

from centre.journal.models import Ligne
from centre.journal.operations import consigner
from centre.rgpd import Conservation, Traitement, conservations, traitements

VERBE = "conservation.executer"
logger = logging.getLogger(__name__)


class ConservationEchouee(RuntimeError):
    """Rules that raised; the others were executed."""


def executer() -> dict[str, int]:
    """Execute every rule, each in its own transaction; returns how many rows each erased. Raises ConservationEchouee at the end."""
    effaces, echecs = {}, []
    for cle, regle in conservations.items():
        try:
            with transaction.atomic():
                effaces[cle] = regle.purger()
                consigner(acteur=None, verbe=VERBE, details={"regle": cle, "lignes": effaces[cle]})
        except Exception:
            logger.exception("règle de conservation « %s »", cle)
            echecs.append(cle)
    if echecs:
        raise ConservationEchouee(", ".join(echecs))
    return effaces


@dataclass(frozen=True)
class Execution:
    """A rule, and the last time it was executed (None: never yet)."""

    regle: Conservation
    derniere: Ligne | None


@dataclass(frozen=True)
class LigneDuRegistre:
    """One processing, and the rules that keep its promise."""

    cle: str
    traitement: Traitement
    executions: list[Execution]


def registre() -> list[LigneDuRegistre]:
    """The register of processing, whole, in one query."""
    dernieres = Ligne.objects.filter(verbe=VERBE).order_by("details__regle", "-quand", "-pk").distinct("details__regle")
    par_regle = {ligne.details["regle"]: ligne for ligne in dernieres}
    return [
        LigneDuRegistre(
            cle,
            traitement,
            [Execution(regle, par_regle.get(nom)) for nom, regle in conservations.items() if regle.traitement == cle],
        )
        for cle, traitement in traitements.items()
    ]
