"""Opening a notice, or its files, to more readers: now (WSP-8), or on a day without anybody (embargo, DOC-9)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from centre.espaces.acces import peut
from centre.espaces.enums import Niveau
from centre.espaces.models import Espace
from centre.journal.operations import consigner
from centre.publications import operations as ecriture
from centre.publications.acces import exiger, peut_modifier
from centre.registre import annoncer
from centre.taches import differer

from ..enums import Quoi
from ..models import VERIFICATIONS, Ouverture, Ressource
from .notices import ouvrir_les_fichiers_a


@transaction.atomic
def ouvrir(
    *,
    ressource: Ressource,
    quoi: str,
    vers: Espace,
    verifie: set[str],
    quand: dt.datetime | None = None,
    note: str = "",
    par: Any,
) -> Ouverture:
    """Open to the readers of ``vers``, once everything in VERIFICATIONS is checked; ``quand`` (aware): not before, by a job.

    Decided twice, the last decision replaces the one still waiting. Raises PermissionDenied, ValidationError by field.
    """
    vivante = ecriture.verrouiller(ressource)
    exiger(_peut_ouvrir(vivante, vers, par))
    _exiger_une_ouverture(vivante, Quoi(quoi), vers, verifie, quand)
    annuler_l_ouverture(ressource=vivante, par=par)
    ouverture = Ouverture.objects.create(
        ressource=vivante, quoi=quoi, vers=vers, depuis=vivante.espace, depuis_fichiers=vivante.espace_fichiers,
        quand=quand or timezone.now(), note=note, par=par, **dict.fromkeys(VERIFICATIONS, True),
    )  # fmt: skip
    details = {"ouverture": ouverture.pk, "vers": vers.pk, "quand": ouverture.quand.isoformat()}
    consigner(acteur=par, verbe="ressource.decider_d_ouvrir", objet=vivante, details=details)
    if quand is None:
        _faire(ouverture, par)
    else:
        differer("bibliotheque.ouvrir", a_partir_de=quand, ouverture=ouverture.pk)
    return ouverture


def _peut_ouvrir(ressource: Ressource, vers: Espace, membre: Any) -> bool:
    return membre is not None and peut_modifier(ressource, membre) and peut(membre, Niveau.CONTRIBUER, vers.pk)


def _exiger_une_ouverture(vivante: Ressource, quoi: Quoi, vers: Espace, verifie: set[str], quand: dt.datetime | None) -> None:
    """Raise ValidationError, by field, for what is missing or would not open anything."""
    erreurs = {champ: "À vérifier avant d’ouvrir." for champ in VERIFICATIONS if champ not in verifie}
    if not vivante.est_publie:
        erreurs["vers"] = "Publiez d’abord la notice."
    elif quoi == Quoi.FICHIERS and not vivante.espace.contient(vers):
        erreurs["vers"] = "Ces personnes ne voient pas la notice : ouvrez la notice et ses fichiers."
    elif not vers.contient(vivante.espace_fichiers) or vers in _deja(vivante, quoi):
        erreurs["vers"] = "Choisissez des lecteurs plus nombreux qu’aujourd’hui."
    if quand is not None and quand <= timezone.now():
        erreurs["jour"] = "Ce moment est déjà passé."
    if erreurs:
        raise ValidationError(erreurs)


def _deja(vivante: Ressource, quoi: Quoi) -> tuple[Espace, ...]:
    """Where nothing would change."""
    if quoi == Quoi.FICHIERS:
        return (vivante.espace_fichiers,)
    return (vivante.espace,) if vivante.espace == vivante.espace_fichiers else ()


@transaction.atomic
def faire_l_ouverture(*, ouverture: int, par: Any = None) -> bool:
    """Do an opening whose instant has come (``ouverture``: its key); True when it was done now.

    Whoever decided it must still have the right; else it waits for somebody of the team (``par``). Done twice, it is done once.
    """
    ligne = Ouverture.objects.echues().filter(pk=ouverture).first()
    if ligne is None:
        return False
    vivante = ecriture.verrouiller(ligne.ressource)
    ligne = Ouverture.objects.attendues().select_for_update(of=("self",)).filter(pk=ouverture).first()
    if ligne is None:
        return False
    ligne.ressource = vivante
    if (vivante.espace_id, vivante.espace_fichiers_id) != (ligne.depuis_id, ligne.depuis_fichiers_id):
        annuler_l_ouverture(ressource=vivante, par=None)
        return False
    qui = par or ligne.par
    if not _peut_ouvrir(vivante, ligne.vers, qui):
        return False
    _faire(ligne, qui)
    return True


def _faire(ouverture: Ouverture, par: Any) -> None:
    """The row is due: the notice then lets itself be opened (``Ressource.demenager``)."""
    ressource = ouverture.ressource
    if ouverture.quoi == Quoi.TOUT:
        ressource = ecriture.deplacer(publication=ressource, espace=ouverture.vers, par=par)
    ressource = ouvrir_les_fichiers_a(ressource=ressource, espace=ouverture.vers, par=par)
    ouverture.faite_le = timezone.now()
    ouverture.save(update_fields=["faite_le"])
    annoncer(ressource)  # once more: what was opened is new today


@transaction.atomic
def annuler_l_ouverture(*, ressource: Ressource, par: Any) -> bool:
    """Give up the opening that waits; True when there was one. The caller has checked that ``par`` may (None: it no longer holds)."""
    faites = Ouverture.objects.attendues().filter(ressource=ressource).update(annulee_le=timezone.now())
    if faites:
        consigner(acteur=par, verbe="ressource.renoncer_a_ouvrir", objet=ressource)
    return bool(faites)


def ouvertures_echues() -> list[int]:
    """The keys of the openings whose instant has come: what a job missed is found again."""
    return list(Ouverture.objects.echues().order_by("quand", "pk").values_list("pk", flat=True))
