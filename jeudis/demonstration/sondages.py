"""Stage of the demonstration: dates proposed to the réseau, and what some of its members answered."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import transaction

from centre.espaces.models import Espace
from centre.registre import Demonstration
from centre.temps import PARIS

from .. import operations
from ..models import Sondage
from ..operations import Horaire

DEMO = uuid.UUID("3c1f8e52-6f0b-4c55-8d43-0a1f9f7be6a4")
REPONSES = {"pays": ("oui", "peut", "non"), "ville": ("oui", "oui", "non"), "agglo": ("peut", "oui", "")}


def _le(jour: dt.date, heure: int) -> dt.datetime:
    return dt.datetime.combine(jour, dt.time(heure), tzinfo=PARIS).astimezone(dt.UTC)


@transaction.atomic
def peupler_les_sondages(demo: Demonstration) -> None:
    """One open poll, three dates of the weeks to come; one already there stays."""
    par, membres = demo.acquis["membres"]["animatrice"], demo.acquis["membres"]
    jour = demo.aujourd_hui + dt.timedelta(days=(3 - demo.aujourd_hui.weekday()) % 7 + 35)
    jours = [jour + dt.timedelta(weeks=rang) for rang in range(3)]
    sondage = operations.ouvrir_un_sondage(
        titre="Rencontre du réseau sur l’observation des territoires (exemple)",
        mot="Une demi-journée à Rouen ; dites ce qui vous arrange.",
        espace=Espace.objects.get(slug="reseau"),
        dates=[Horaire(_le(jour, 9), _le(jour, 12)) for jour in jours],
        par=par,
        jeton=DEMO,
        exemple=True,
    )
    if sondage.est_ouvert and not sondage.dates.filter(reponses__isnull=False).exists():
        for compte, valeurs in REPONSES.items():
            reponses = {date.pk: valeur for date, valeur in zip(sondage.dates.all(), valeurs, strict=True) if valeur}
            operations.repondre_au_sondage(sondage=sondage, membre=membres[compte], reponses=reponses)
    marque = demo.marquer(sondage.mot, "reseau", "sondage", sondage.pk)
    Sondage.objects.filter(pk=sondage.pk).update(mot=marque)
