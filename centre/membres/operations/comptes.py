"""Accounts: made, suspended, restored, erased."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from centre.journal.operations import consigner

from ..appareils import deconnecter
from ..enums import Etat
from ..models import Membre
from .annuaire import faire_connaitre
from .garde_fous import exiger_quelqu_un_apres


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
    """Close an account at once: the next click is refused, every session ends (a later restoring revives no cookie).

    Raises ValidationError for the last active person of a role of the team.
    """
    membre = Membre.objects.select_for_update().get(pk=membre.pk)
    if membre.etat == Etat.SUSPENDU:
        return
    exiger_quelqu_un_apres(membre)
    membre.etat, membre.suspendu_le = Etat.SUSPENDU, timezone.now()
    membre.epoque_des_sessions += 1
    membre.save(update_fields=["etat", "suspendu_le", "epoque_des_sessions"])
    deconnecter(membre=membre)
    faire_connaitre(membre)
    consigner(acteur=par, verbe="membre.suspendre", objet=membre)


@transaction.atomic
def retablir(*, membre: Membre, par: Any = None) -> None:
    """Open a suspended account again; the person signs in anew. Raises ValidationError for one merged into another."""
    membre = Membre.objects.select_for_update().get(pk=membre.pk)
    if membre.etat == Etat.ACTIF:
        return
    if membre.fusionne_dans_id:
        raise ValidationError("Ce compte a été fusionné avec un autre : il reste fermé.")
    membre.etat, membre.suspendu_le = Etat.ACTIF, None
    membre.save(update_fields=["etat", "suspendu_le"])
    faire_connaitre(membre)
    consigner(acteur=par, verbe="membre.retablir", objet=membre)
