"""« Revoir ce document »: a day, somebody who answers for it, and what they say when it comes (DOC-13)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone

from centre.journal.operations import consigner
from centre.membres.models import Membre
from centre.publications import operations as ecriture
from centre.publications.acces import exiger, peut_modifier

from ..models import Echeance, Ressource

#: As far as one may promise to look again.
AU_PLUS_LOIN = dt.timedelta(days=3660)


def responsables(ressource: Ressource) -> list[Membre]:
    """Who may answer for a document: those who can correct it, replace it and take it back. Its author, the team."""
    equipe = list(Membre.objects.equipe().par_nom())
    auteur = ressource.auteur
    autrice = [auteur] if auteur is not None and auteur not in equipe and peut_modifier(ressource, auteur) else []
    return [*autrice, *equipe]


@transaction.atomic
def prevoir(*, ressource: Ressource, date: dt.date, responsable: Any, par: Any) -> Echeance:
    """Say when this document is looked at again, by whom (None: the team). Raises PermissionDenied, ValidationError by field."""
    vivante = _la_notice(ressource, date, responsable, par)
    return _ecrire(vivante, date, responsable, Echeance.objects.filter(ressource=vivante).first(), "ressource.a_revoir", par)


@transaction.atomic
def toujours_valable(*, ressource: Ressource, date: dt.date, responsable: Any, par: Any) -> Echeance:
    """It was read again and is right; the next day. Said twice, it is said once. Raises as ``prevoir`` does."""
    vivante = _la_notice(ressource, date, responsable, par)
    deja = Echeance.objects.filter(ressource=vivante).first() or Echeance(ressource=vivante)
    aujourd_hui = timezone.localdate()
    if (deja.revu_le, deja.date, deja.responsable) == (aujourd_hui, date, responsable):
        return deja
    deja.revu_le = aujourd_hui
    return _ecrire(vivante, date, responsable, deja, "ressource.toujours_valable", par)


@transaction.atomic
def ne_plus_revoir(*, ressource: Ressource, par: Any) -> None:
    """This document has no day any more; asked twice, it is done once. Raises PermissionDenied."""
    vivante = ecriture.verrouiller(ressource)
    exiger(peut_modifier(vivante, par))
    if Echeance.objects.filter(ressource=vivante).delete()[0]:
        consigner(acteur=par, verbe="ressource.ne_plus_revoir", objet=vivante)


def _la_notice(ressource: Ressource, date: dt.date, responsable: Any, par: Any) -> Ressource:
    """The live row, locked, of who may say so. Raises PermissionDenied, ValidationError by field."""
    vivante = ecriture.verrouiller(ressource)
    exiger(peut_modifier(vivante, par))
    erreurs = {}
    if not timezone.localdate() < date <= timezone.localdate() + AU_PLUS_LOIN:
        erreurs["date"] = "Choisissez un jour à venir, dans les dix ans."
    if responsable is not None and not peut_modifier(vivante, responsable):
        erreurs["responsable"] = "Cette personne ne peut pas corriger ce document."
    if erreurs:
        raise ValidationError(erreurs)
    return vivante


def _ecrire(vivante: Ressource, date: dt.date, responsable: Any, deja: Echeance | None, verbe: str, par: Any) -> Echeance:
    echeance = deja or Echeance(ressource=vivante)
    echeance.date, echeance.responsable, echeance.prevenu_le = date, responsable, None
    echeance.save()
    consigner(acteur=par, verbe=verbe, objet=vivante, details={"date": date.isoformat()})
    return echeance


def reprendre_les_echeances() -> int:
    """The team answers from now on for what somebody can no longer correct: gone, suspended, out of the espace. How many."""
    reprises = 0
    for echeance in Echeance.objects.filter(responsable__isnull=False).select_related("ressource", "responsable"):
        if not peut_modifier(echeance.ressource, echeance.responsable):
            with transaction.atomic():
                reprises += _rendre_a_l_equipe(echeance)
    return reprises


def _rendre_a_l_equipe(echeance: Echeance) -> int:
    rendues = Echeance.objects.filter(pk=echeance.pk, responsable=echeance.responsable).update(responsable=None, prevenu_le=None)
    if rendues:
        consigner(acteur=None, verbe="ressource.revue_a_l_equipe", objet=echeance.ressource)
    return rendues


@transaction.atomic
def transmettre_les_echeances(ancien: Any, successeur: Any) -> int:
    """Who leaves hands over: to the successor what they can correct, to the team the rest. How many."""
    siennes = Echeance.objects.de(ancien).select_related("ressource").select_for_update(of=("self",))
    for echeance in siennes:
        echeance.responsable = successeur if peut_modifier(echeance.ressource, successeur) else None
        echeance.prevenu_le = None
        echeance.save(update_fields=["responsable", "prevenu_le"])
    return len(siennes)


def a_prevenir() -> list[int]:
    """The keys of the members who answer for a document whose day has come, and were not told."""
    return list(Echeance.objects.a_dire().order_by("responsable").values_list("responsable", flat=True).distinct())


@transaction.atomic
def prevenir(*, membre: Any) -> bool:
    """One mail about everything this member has now to look at again; False when there is nothing to tell. Told once."""
    siennes = Echeance.objects.de(membre).echues(membre).filter(prevenu_le__isnull=True)
    a_dire = list(siennes.pour_la_liste().select_for_update(of=("self",)))
    if not a_dire:
        return False
    # One instant for all of them: it is by it that the mail's right is asked again (``Echeance.visibles_pour``).
    Echeance.objects.filter(pk__in=[echeance.pk for echeance in a_dire]).update(prevenu_le=Now())
    from .. import courriels

    courriels.rappeler_de_revoir(membre, a_dire)
    return True
