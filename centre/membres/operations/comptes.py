"""Accounts: made, suspended, restored, erased."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone

from centre.journal.operations import consigner
from centre.registre import donnees_de_membre

from ..appareils import deconnecter
from ..enums import Etat
from ..models import Membre


@transaction.atomic
def creer_membre(
    *,
    email: str,
    prenom: str,
    nom: str,
    mot_de_passe: str | None = None,
    etat: Etat = Etat.ACTIF,
    exemple: bool = False,
    par: Any = None,
) -> Membre:
    """Make an account with a confirmed address. Raises IntegrityError when the address, whatever its case, is taken."""
    membre = Membre.objects.create_user(email, mot_de_passe, prenom=prenom, nom=nom, etat=etat, exemple=exemple)
    EmailAddress.objects.create(user=membre, email=membre.email, verified=True, primary=True)
    consigner(acteur=par, verbe="membre.creer", objet=membre)
    return membre


@transaction.atomic
def suspendre(*, membre: Membre, par: Any = None) -> None:
    """Close an account at once: the next click is refused, every session ends (a later restoring revives no cookie)."""
    membre = Membre.objects.select_for_update().get(pk=membre.pk)
    if membre.etat == Etat.SUSPENDU:
        return
    membre.etat, membre.suspendu_le = Etat.SUSPENDU, timezone.now()
    membre.epoque_des_sessions += 1
    membre.save(update_fields=["etat", "suspendu_le", "epoque_des_sessions"])
    deconnecter(membre=membre)
    consigner(acteur=par, verbe="membre.suspendre", objet=membre)


@transaction.atomic
def retablir(*, membre: Membre, par: Any = None) -> None:
    """Open a suspended account again; the person signs in anew."""
    membre = Membre.objects.select_for_update().get(pk=membre.pk)
    if membre.etat == Etat.ACTIF:
        return
    membre.etat, membre.suspendu_le = Etat.ACTIF, None
    membre.save(update_fields=["etat", "suspendu_le"])
    consigner(acteur=par, verbe="membre.retablir", objet=membre)


@transaction.atomic
def effacer_membre(*, membre: Membre, par: Any = None) -> None:
    """Erase a person: each registered model does what it declared (deleted, or kept without the name), their row goes last."""
    for donnees in donnees_de_membre.values():
        donnees.effacer(membre)
    consigner(acteur=par, verbe="membre.effacer", details={"membre": membre.pk})
    membre.delete()
