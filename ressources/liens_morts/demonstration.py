"""Stage of the demonstration: links that were visited, as if; the demonstration itself goes nowhere."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from centre.registre import Demonstration

from .enums import Etat
from .models import Lien
from .operations import JOURS

#: One that died, one kept as an archive; the others answer.
MORT, ARCHIVE = "https://annuaire.lieux-ressources.example/", "https://cartes.atelier.example/"


def peupler_les_liens(demo: Demonstration) -> None:
    """When everything is written: what visits would have found of the addresses given. Said again, it is the same."""
    demo.a_la_fin.append(_dater)


def _dater(demo: Demonstration) -> None:
    hier, vu_le = demo.aujourd_hui - dt.timedelta(days=1), timezone.now() - dt.timedelta(hours=9)
    Lien.objects.update(etat=Etat.BON, vu_le=vu_le)
    Lien.objects.filter(adresse__startswith=ARCHIVE).update(etat=Etat.ARCHIVE)
    Lien.objects.filter(adresse__startswith=MORT).update(
        etat=Etat.MORT, echecs=JOURS + 2, premier_echec=hier - dt.timedelta(days=4), dernier_echec=hier,
        reponse="La page n’existe plus (réponse 404).",
    )  # fmt: skip
