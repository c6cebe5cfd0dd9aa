"""Reads for « Ma journée »: what the team still has to do after a Jeudi. Each takes a QuerySet of Jeudis and narrows it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Exists, OuterRef, Q

from ..enums import EtatInscription
from .attestation import Emission
from .emargement import Presence
from .evaluation import Evaluation
from .inscription import Inscription
from .jeudi import AUJOURD_HUI

#: After that long, what was not done is not asked any more.
OUBLI = dt.timedelta(days=365)


def _tenus(jeudis: Any) -> Any:
    """Published, not cancelled, whose last day is past, within a year; latest first."""
    recents = Q(dernier_jour__lt=AUJOURD_HUI, dernier_jour__gte=AUJOURD_HUI - OUBLI)
    return jeudis.publies().filter(recents, annule_le__isnull=True).order_by("-dernier_jour", "-pk")


def _emarge() -> Exists:
    return Exists(Presence.objects.presents().filter(seance__jeudi=OuterRef("pk")))


def emargements_a_saisir(jeudis: Any) -> Any:
    """People had a seat, nobody was marked present."""
    inscrits = Inscription.objects.filter(jeudi=OuterRef("pk"), etat=EtatInscription.INSCRIT)
    return _tenus(jeudis).filter(Exists(inscrits), ~_emarge())


def emargements_en_conflit(jeudis: Any) -> Any:
    """Two devices disagree, at whatever date."""
    return jeudis.filter(Exists(Presence.objects.en_conflit().filter(seance__jeudi=OuterRef("pk")))).order_by(
        "-dernier_jour", "-pk"
    )


def jeudis_a_attester(jeudis: Any) -> Any:
    """The attendance is in, attestations were never issued, or no longer say it."""
    jamais = ~Exists(Emission.objects.filter(jeudi=OuterRef("pk")))
    a_revoir = Exists(Emission.objects.filter(jeudi=OuterRef("pk"), a_revoir=True))
    return _tenus(jeudis).filter(_emarge()).filter(Q(jamais) | Q(a_revoir))


def jeudis_a_evaluer(jeudis: Any) -> Any:
    """The attendance is in, nobody was asked yet."""
    return _tenus(jeudis).filter(_emarge(), ~Exists(Evaluation.objects.filter(jeudi=OuterRef("pk"))))
