"""Leaving for good: asked, announced, taken back while there is time, then done."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models.functions import Now

from centre.courriels.operations import envoyer
from centre.journal.models import Ligne
from centre.journal.operations import consigner
from centre.registre import donnees_de_membre

from ..appareils import deconnecter
from ..models import Fermeture, Membre
from .garde_fous import exiger_quelqu_un_apres


@transaction.atomic
def effacer_membre(*, membre: Membre, par: Any = None, nommee: bool = False) -> None:
    """Erase a person: each registered model does what it declared (deleted, or kept without the name), their row goes last.

    ``nommee``: what was published and commented keeps their name, as text; else « Ancien membre ».
    """
    deconnecter(membre=membre)
    for donnees in donnees_de_membre.values():
        if donnees.signer is not None:
            donnees.signer(membre, nommee)
    for donnees in reversed(list(donnees_de_membre.values())):  # what hangs on a row is found by it: it goes first
        donnees.effacer(membre)
    # What was done to the person stays, on nobody: the number of an account that is gone tells two people apart, no more.
    Ligne.objects.filter(content_type=ContentType.objects.get_for_model(Membre), object_id=membre.pk).update(object_id=None)
    consigner(acteur=par, verbe="membre.effacer", details={"membre": membre.pk})
    membre.delete()


@transaction.atomic
def demander_fermeture(*, membre: Membre, signee: bool, par: Any) -> Fermeture:
    """Plan the erasure of an account; one mail says when, and how to take it back.

    Asked again, the first date stays and the choice changes. Raises ValidationError for the last person of a role of the team.
    """
    Membre.objects.select_for_update().get(pk=membre.pk)
    exiger_quelqu_un_apres(membre)
    echeance = Now() + dt.timedelta(days=settings.FERMETURE_JOURS)
    fermeture, neuve = Fermeture.objects.get_or_create(
        membre=membre, defaults={"effacer_le": echeance, "signee": signee, "demandee_par": par}
    )
    Fermeture.objects.filter(pk=fermeture.pk).update(signee=signee)
    fermeture.refresh_from_db()
    if neuve:
        consigner(acteur=par, verbe="membre.demander_fermeture", objet=membre, details={"signee": signee})
        evenement = f"fermeture-{membre.pk}-{fermeture.demandee_le.isoformat()}"
        envoyer(genre="fermeture_prevue", evenement=evenement, destinataire=membre, contexte={"fermeture": fermeture})
    return fermeture


@transaction.atomic
def annuler_fermeture(*, membre: Membre, par: Any) -> bool:
    """Keep the account after all. False when nothing was planned."""
    if not Fermeture.objects.filter(membre=membre).delete()[0]:
        return False
    consigner(acteur=par, verbe="membre.annuler_fermeture", objet=membre)
    return True


def executer_les_fermetures() -> int:
    """Erase every account whose day has come; returns how many."""
    faites = 0
    for pk in list(Fermeture.objects.echues().values_list("pk", flat=True)):
        with transaction.atomic():
            fermeture = Fermeture.objects.select_for_update(of=("self",)).echues().filter(pk=pk).first()
            if fermeture is not None:  # taken back meanwhile otherwise
                effacer_membre(membre=fermeture.membre, nommee=fermeture.signee)
                faites += 1
    return faites
