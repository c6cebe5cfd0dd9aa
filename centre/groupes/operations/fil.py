"""The thread of a groupe by mail: at most one digest a day for each groupe and each member who wants it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from centre.courriels.models import Courriel
from centre.publications.models import Commentaire

from ..enums import EtatAdhesion
from ..models import Adhesion, Groupe, inscrits

GENRE = "groupe_fil"
#: What is older than that is no news; a portal that was off for the week-end still tells Friday's messages.
AU_PLUS = dt.timedelta(days=7)
#: A message being written while the digest is made goes to the next one.
MARGE = dt.timedelta(minutes=2)


def resumer_les_fils(maintenant: dt.datetime | None = None) -> int:
    """Write today's digests: what others said in the thread since one's last digest. Run again the same day, it adds nothing.

    Returns how many were written. Preferences, rights and a groupe closed meanwhile are asked again as each mail leaves.
    """
    jusqu_a = (maintenant or timezone.now()) - MARGE
    recents = Commentaire.objects.filter(
        content_type=ContentType.objects.get_for_model(Groupe), cree_le__gt=jusqu_a - AU_PLUS, retire_le__isnull=True
    )
    groupes = Groupe.objects.filter(pk__in=list(recents.values_list("object_id", flat=True).distinct()))
    return sum(_resumer(groupe, jusqu_a) for groupe in groupes.pour_la_liste() if not groupe.ferme)


def evenement(groupe: Groupe, jour: dt.date) -> str:
    """What makes two digests the same one: the groupe and the day."""
    return f"groupe-fil-{groupe.pk}-{jour:%Y%m%d}"


@transaction.atomic
def _resumer(groupe: Groupe, jusqu_a: dt.datetime) -> int:
    from ..courriels import resumer_le_fil

    messages = list(Commentaire.objects.sur(groupe).presents().filter(cree_le__gt=jusqu_a - AU_PLUS, cree_le__lte=jusqu_a))
    debuts, jour, ecrits = _debuts(groupe, jusqu_a), timezone.localdate(jusqu_a), 0
    deja = Courriel.objects.filter(genre=GENRE, evenement=evenement(groupe, jour)).values("destinataire")
    for membre in inscrits(groupe).exclude(pk__in=deja):
        debut = debuts.get(membre.pk, jusqu_a - AU_PLUS)
        neufs = [message for message in messages if message.cree_le > debut and message.auteur_id != membre.pk]
        if neufs and resumer_le_fil(groupe, membre, neufs, evenement(groupe, jour)):
            ecrits += 1
    return ecrits


def _debuts(groupe: Groupe, jusqu_a: dt.datetime) -> dict[Any, dt.datetime]:
    """From when each member is told: the end of their last digest, or the day they came in."""
    entrees = Adhesion.objects.filter(groupe=groupe, etat=EtatAdhesion.MEMBRE, depuis__gt=jusqu_a - AU_PLUS)
    debuts: dict[Any, dt.datetime] = {adhesion.membre_id: adhesion.depuis for adhesion in entrees if adhesion.depuis}
    resumes = Courriel.objects.filter(genre=GENRE, evenement__startswith=f"groupe-fil-{groupe.pk}-")
    for membre, dernier in resumes.values_list("destinataire").annotate(Max("cree_le")).order_by():
        debuts[membre] = max(dernier - MARGE, debuts.get(membre, dernier - MARGE))
    return debuts
