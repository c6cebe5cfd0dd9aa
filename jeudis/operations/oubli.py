"""What registrations forget by themselves, every night."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Q
from django.utils import timezone

from ..enums import EtatInscription, GenreQuestion
from ..models import AUJOURD_HUI, Inscription, Reponse, Trajet
from .sans_compte import POUR_CONFIRMER

#: Meals and needs; the other answers; who came without an account.
SENSIBLES, AUTRES, SANS_COMPTE = dt.timedelta(weeks=4), dt.timedelta(days=365), dt.timedelta(days=3 * 365)
TRAJETS = dt.timedelta(days=2)


def oublier_les_reponses() -> int:
    """Answers about meals and accessibility four weeks after the Jeudi, the others after a year."""
    sensibles = [genre.value for genre in GenreQuestion if genre.sensible]
    fin = "question__jeudi__dernier_jour__lt"
    tot = Q(**{fin: AUJOURD_HUI - SENSIBLES, "question__genre__in": sensibles})
    return Reponse.objects.filter(tot | Q(**{fin: AUJOURD_HUI - AUTRES})).delete()[0]


def oublier_les_trajets() -> int:
    """Shared rides, two days after the Jeudi."""
    return Trajet.objects.filter(inscription__jeudi__dernier_jour__lt=AUJOURD_HUI - TRAJETS).delete()[0]


def oublier_les_sans_suite() -> int:
    """Requests whose address nobody confirmed in time."""
    vieilles = timezone.now() - POUR_CONFIRMER
    return Inscription.objects.filter(etat=EtatInscription.A_CONFIRMER, demandee_le__lt=vieilles).delete()[0]


def oublier_les_sans_compte() -> int:
    """Three years after the Jeudi, who came without an account: the row stays for the count, nobody is named."""
    vieilles = Inscription.objects.filter(membre__isnull=True, jeudi__dernier_jour__lt=AUJOURD_HUI - SANS_COMPTE)
    nommees = vieilles.exclude(nom="", courriel="")
    return _taire(list(nommees.values_list("pk", flat=True)))


def _taire(numeros: list[int], **autres: Any) -> int:
    """What a registration says by itself of who comes goes; the row stays."""
    Inscription.territoires.through.objects.filter(inscription_id__in=numeros).delete()
    vides = dict.fromkeys(("prenom", "nom", "courriel", "fonction", "structure"), "")
    return Inscription.objects.filter(pk__in=numeros).update(**vides, **autres)


def effacer_les_inscriptions(membre: Any) -> int:
    """A member is erased: the rows stay for the count, without a name, a reason, an answer or a ride."""
    siennes = Inscription.objects.de(membre)
    Reponse.objects.de(membre).delete()
    Trajet.objects.filter(inscription__in=siennes).delete()
    return _taire(list(siennes.values_list("pk", flat=True)), membre=None, motif="", visible=False)
