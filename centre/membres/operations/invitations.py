"""Writes on invitations: sent, sent again, recalled once, taken back, accepted, forgotten."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction
from django.db.models.functions import Now
from django.utils import timezone

from centre.courriels.models import Courriel
from centre.courriels.operations import envoyer
from centre.journal.operations import consigner
from centre.liens.enums import Action
from centre.liens.models import LienSigne
from centre.liens.operations import creer_lien, revoquer

from ..enums import Etat
from ..models import Invitation, Membre
from .entrees import DejaMembre, ouvrir_compte

DUREE = dt.timedelta(days=30)
#: The one reminder leaves this long after the last sending, unless the invitation is about to end.
AVANT_RAPPEL = dt.timedelta(days=10)
#: How long an invitation is kept once it ended, one way or another.
GARDE = dt.timedelta(days=180)


class InvitationClose(ValueError):
    """Accepted or taken back: nothing more is done with it."""


@transaction.atomic
def inviter_a_entrer(*, email: str, par: Any, territoires: Iterable[Any] = (), **fiche: str) -> tuple[Invitation, bool]:
    """Invite an address, with what is already known of the person (``prenom``, ``nom``, ``categorie``…).

    Returns the invitation and whether a mail was written: one that waits for its answer is found again, not sent twice; an
    expired one starts again. Raises DejaMembre when an account in use has that address.
    """
    email = email.strip().lower()
    if Membre.objects.filter(email__iexact=email).exclude(etat=Etat.EN_ATTENTE).exists():
        raise DejaMembre(email)
    deja = Invitation.objects.a_l_adresse(email).sans_reponse().first()
    if deja is not None:
        expiree = deja.expire_le <= timezone.now()
        return (envoyer_de_nouveau(invitation=deja, par=par) if expiree else deja), expiree
    maintenant = timezone.now()
    invitation = Invitation(email=email, par=par, envoyee_le=maintenant, expire_le=maintenant + DUREE, **fiche)
    try:
        with transaction.atomic():
            invitation.save()
    except IntegrityError:  # invited meanwhile by a colleague
        return Invitation.objects.a_l_adresse(email).sans_reponse().get(), False
    invitation.territoires.set(territoires)
    consigner(acteur=par, verbe="invitation.envoyer", objet=invitation)
    _ecrire(invitation, "invitation", f"invitation-{invitation.pk}-1", par)
    return invitation, True


def _ecrire(invitation: Invitation, genre: str, evenement: str, par: Any) -> None:
    chemin = creer_lien(
        objet=invitation, action=Action.CONFIRMER, adresse=invitation.email, expire_le=invitation.expire_le, par=par
    )
    contexte = {"invitation": invitation, "par": par or invitation.par, "chemin": chemin, "expire_le": invitation.expire_le}
    envoyer(genre=genre, evenement=evenement, adresse=invitation.email, contexte=contexte)


def _verrouiller(invitation: Invitation) -> Invitation:
    """The current row, ours until the end of the transaction. Raises InvitationClose."""
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if not invitation.sans_reponse:
        raise InvitationClose(invitation.email)
    return invitation


def _fermer_les_liens(invitation: Invitation, par: Any) -> None:
    for lien in LienSigne.objects.sur(invitation).vivants():
        revoquer(lien=lien, par=par)


@transaction.atomic
def envoyer_de_nouveau(*, invitation: Invitation, par: Any) -> Invitation:
    """Send again, for another thirty days; the links sent before stop working. Raises InvitationClose."""
    vue = invitation.envois
    invitation = _verrouiller(invitation)
    if invitation.envois != vue:  # a second click, or a colleague's
        return invitation
    invitation.envoyee_le = timezone.now()
    invitation.expire_le = invitation.envoyee_le + DUREE
    invitation.envois += 1
    invitation.save(update_fields=["envoyee_le", "expire_le", "envois"])
    _fermer_les_liens(invitation, par)
    consigner(acteur=par, verbe="invitation.renvoyer", objet=invitation, details={"envoi": invitation.envois})
    _ecrire(invitation, "invitation", f"invitation-{invitation.pk}-{invitation.envois}", par)
    return invitation


@transaction.atomic
def revoquer_l_invitation(*, invitation: Invitation, par: Any) -> None:
    """Take an invitation back: its links stop working at once. Raises InvitationClose."""
    invitation = _verrouiller(invitation)
    invitation.revoquee_le = timezone.now()
    invitation.save(update_fields=["revoquee_le"])
    _fermer_les_liens(invitation, par)
    consigner(acteur=par, verbe="invitation.revoquer", objet=invitation)


@transaction.atomic
def accepter_l_invitation(*, invitation: Invitation, mot_de_passe: str, territoires: Iterable[Any], **corrections: str) -> Membre:
    """Open the account, with what the person corrected; the catégorie stays the team's.

    Raises InvitationClose, or DejaMembre when an account was made for that address meanwhile.
    """
    invitation = _verrouiller(invitation)
    for champ, valeur in corrections.items():
        setattr(invitation, champ, valeur)
    invitation.territoires.set(territoires)
    invitation.membre = ouvrir_compte(
        email=invitation.email,
        prenom=invitation.prenom,
        nom=invitation.nom,
        categorie=invitation.categorie,
        fonction=invitation.fonction,
        structure=invitation.structure_nom,
        territoires=invitation.territoires.all(),
        mot_de_passe=mot_de_passe,
    )
    invitation.acceptee_le = timezone.now()
    invitation.save()
    consigner(acteur=invitation.membre, verbe="invitation.accepter", objet=invitation)
    return invitation.membre


def verrouiller_l_invitation(*, email: str) -> list[Invitation]:
    """The invitation that waits at an address, ours until the end of the transaction: taken before the account is looked for."""
    return list(Invitation.objects.select_for_update().a_l_adresse(email).sans_reponse())


def solder(*, membre: Membre) -> None:
    """A person came in by another door: their invitation is answered, its links stop working."""
    for invitation in verrouiller_l_invitation(email=membre.email):
        invitation.membre, invitation.acceptee_le = membre, timezone.now()
        invitation.save(update_fields=["membre", "acceptee_le"])
        _fermer_les_liens(invitation, None)


@transaction.atomic
def rappeler() -> int:
    """Write, once in the life of an invitation, to those who have not answered. Returns how many."""
    maintenant = timezone.now()
    a_rappeler = Invitation.objects.vivantes().filter(rappelee_le=None, envoyee_le__lt=maintenant - AVANT_RAPPEL)
    rappelees = list(a_rappeler.filter(expire_le__gt=maintenant + dt.timedelta(days=2)).select_for_update(skip_locked=True))
    for invitation in rappelees:
        invitation.rappelee_le = maintenant
        invitation.save(update_fields=["rappelee_le"])
        _ecrire(invitation, "invitation_rappel", f"invitation-{invitation.pk}", None)
    return len(rappelees)


def retenue(adresse: str) -> str:
    """Why nothing else may be sent to an address: it is invited, and has not accepted. "" when it may."""
    invitees = Invitation.objects.a_l_adresse(adresse).sans_reponse()
    return "cette personne n’a pas encore accepté son invitation" if invitees.exists() else ""


@transaction.atomic
def retirer_des_comptes_jamais_ouverts(*, membres: Iterable[Membre], par: Any) -> None:
    """Delete pending accounts that nobody used, with their post, their invitation and its mails, in a few queries.

    The caller has checked that nothing else names them.
    """
    retires = {membre.pk: membre.email for membre in membres}
    adresses = list(retires.values())
    invitations = Invitation.objects.filter(email__in=adresses)
    cibles = {Invitation: list(invitations.values_list("pk", flat=True)), Membre: list(retires)}
    for modele, pks in cibles.items():
        LienSigne.objects.filter(content_type=ContentType.objects.get_for_model(modele), object_id__in=pks).delete()
    Courriel.objects.filter(adresse__in=adresses).delete()
    invitations.delete()
    Membre.objects.filter(pk__in=retires, etat=Etat.EN_ATTENTE).delete()
    for pk in retires:
        consigner(acteur=par, verbe="membre.retirer", details={"membre": pk})


def oublier_les_invitations() -> int:
    """Delete the invitations that ended long ago."""
    limite = Now() - GARDE
    finies = Invitation.objects.filter(expire_le__lt=limite) | Invitation.objects.filter(revoquee_le__lt=limite)
    return finies.delete()[0]
