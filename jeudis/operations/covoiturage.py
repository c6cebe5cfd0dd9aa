"""Writing to who shares a ride, when one of the two has no account: the Centre carries the words, nobody's address is shown."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from centre.courriels.models import Courriel
from centre.espaces.acces import est_membre
from centre.journal.operations import consigner
from centre.membres.operations.annuaire import TropDeMessages
from centre.publications.acces import exiger

from ..enums import EtatInscription
from ..models import Inscription, Trajet
from .places import PAR_LIEN, acteur

GENRE = "jeudi_covoiturage"
#: Messages one registration may send in a day this way: enough for a car, too few to be of use to who sells something.
PAR_JOUR = 5


@transaction.atomic
def ecrire_en_covoiturage(*, de: Trajet, a: Trajet, texte: str, jeton: uuid.UUID, par: Any) -> Courriel | None:
    """Carry a message from one ride to another of the same territoire; None when the reader refuses these mails.

    The same ``jeton`` twice is one message. Raises PermissionDenied for who does not hold ``de``, a seat, or a ride that sees
    ``a``; TropDeMessages past ``PAR_JOUR`` in a day.
    """
    from .. import courriels

    mienne = Inscription.objects.select_for_update(of=("self",)).select_related("jeudi", "membre").get(pk=de.inscription_id)
    tenu = par is PAR_LIEN or (est_membre(par) and mienne.membre_id == par.pk)
    exiger(tenu and mienne.etat == EtatInscription.INSCRIT and Trajet.objects.du_meme_coin(de).filter(pk=a.pk).exists())
    deja = _ecrits(mienne).filter(evenement__endswith=f"-{jeton}").first()
    if deja is not None:
        return deja
    if _ecrits(mienne).filter(cree_le__gt=timezone.now() - dt.timedelta(days=1)).count() >= PAR_JOUR:
        raise TropDeMessages
    sienne = Inscription.objects.select_related("jeudi", "membre").get(pk=a.inscription_id)
    courriel = courriels.porter_un_message(de=mienne, a=sienne, texte=texte, evenement=f"{_debut(mienne)}{jeton}")
    consigner(acteur=acteur(par), verbe="jeudi.ecrire_en_covoiturage", objet=mienne.jeudi, details={"inscription": mienne.pk})
    return courriel


def _debut(inscription: Inscription) -> str:
    return f"covoiturage-{inscription.pk}-"


def _ecrits(inscription: Inscription) -> QuerySet[Courriel]:
    return Courriel.objects.filter(genre=GENRE, evenement__startswith=_debut(inscription))
