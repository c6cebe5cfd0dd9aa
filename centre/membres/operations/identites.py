"""Identities of a provider (OpenID Connect), each linked to one member. None ever makes an account."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from centre.courriels.operations import envoyer
from centre.journal.operations import consigner

from ..models import Membre


def reconnaitre(*, emetteur: str, sub: str, adresse: str) -> Membre | None:
    """The member who is ``sub`` for ``emetteur``; linked now, when ``adresse`` is an active member's.

    ``adresse``: verified by the provider, or empty. None: an address not verified, or nobody's; one of somebody else than the
    identity's; a member already linked to another identity of that issuer (the address may have changed hands). A closed account
    is returned as it is, never linked: the login door refuses it.
    """
    try:
        return _reconnaitre(emetteur, sub, adresse)
    except IntegrityError:  # linked to somebody else at this very moment
        return None


@transaction.atomic
def _reconnaitre(emetteur: str, sub: str, adresse: str) -> Membre | None:
    if not adresse:
        return None
    membre = _proprietaire(adresse)
    identite = SocialAccount.objects.filter(provider=emetteur, uid=sub).select_related("user").first()
    if identite is not None:
        if membre is not None and identite.user_id not in (membre.pk, membre.fusionne_dans_id):
            return None
        identite.save(update_fields=["last_login"])
        return identite.user
    if membre is None or not membre.is_active:
        return membre
    if SocialAccount.objects.filter(provider=emetteur, user=membre.pk).exists():
        return None
    identite = SocialAccount.objects.create(provider=emetteur, uid=sub, user=membre)
    consigner(acteur=membre, verbe="membre.relier", objet=membre, details={"emetteur": emetteur})
    _prevenir("identite_reliee", identite.pk, membre)
    return membre


def _proprietaire(adresse: str) -> Membre | None:
    """Whose confirmed address it is, the row locked. Letters outside ASCII are nobody's: some become an « i » or a « k » in capitals."""
    if not adresse.isascii():
        return None
    confirmees = EmailAddress.objects.filter(email__iexact=adresse, verified=True)
    return Membre.objects.select_for_update().filter(pk__in=confirmees.values("user")).first()


@transaction.atomic
def delier(*, membre: Membre, pk: int) -> bool:
    """Forget an identity of ``membre``. False when it is not theirs, or already forgotten."""
    identite = SocialAccount.objects.select_for_update().filter(user=membre.pk, pk=pk).first()
    if identite is None:
        return False
    identite.delete()
    _prevenir("identite_deliee", pk, membre)
    consigner(acteur=membre, verbe="membre.delier", objet=membre, details={"emetteur": identite.provider})
    return True


def _prevenir(genre: str, pk: int, membre: Membre) -> None:
    """Tell the owner of the account, who may not be the one who did it."""
    contexte = {"nom": settings.OIDC_NOM, "quand": timezone.now()}
    envoyer(genre=genre, evenement=f"identite-{pk}", destinataire=membre, contexte=contexte)
