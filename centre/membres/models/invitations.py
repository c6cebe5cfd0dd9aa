"""Those the team asks to come in."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower, Now
from django.utils import timezone

from ..enums import EtatInvitation
from .demandes import Candidature


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Reads on invitations. The team's screens only."""

    def sans_reponse(self) -> "InvitationQuerySet":
        """Neither accepted nor taken back, expired or not."""
        return self.filter(acceptee_le=None, revoquee_le=None)

    def vivantes(self) -> "InvitationQuerySet":
        """Those that may still be accepted, by the database's clock."""
        return self.sans_reponse().filter(expire_le__gt=Now())

    def a_l_adresse(self, email: str) -> "InvitationQuerySet":
        """Those sent to this address, whatever its case."""
        return self.filter(email__iexact=email)

    def de(self, membre: Any) -> "InvitationQuerySet":
        """Those of a member, sent by them, or to the same address."""
        return self.filter(Q(membre=membre) | Q(par=membre) | Q(email__iexact=membre.email))

    def dans_l_etat(self, etat: str) -> "InvitationQuerySet":
        """Those in one state."""
        match EtatInvitation(etat):
            case EtatInvitation.EN_ATTENTE:
                return self.vivantes()
            case EtatInvitation.EXPIREE:
                return self.sans_reponse().filter(expire_le__lte=Now())
            case EtatInvitation.ACCEPTEE:
                return self.filter(acceptee_le__isnull=False)
        return self.filter(revoquee_le__isnull=False)

    def cherchant(self, texte: str) -> "InvitationQuerySet":
        """Those whose name, address or structure holds every word of ``texte``, accents and case aside."""
        lues = self
        for mot in texte.replace("\x00", " ")[:200].split():
            champs = [(f"{champ}__unaccent__icontains", mot) for champ in ("prenom", "nom", "email", "structure_nom")]
            lues = lues.filter(Q(*champs, _connector=Q.OR))
        return lues


class Invitation(Candidature):
    """The team asks somebody to come in. One at a time waits for an answer at an address; nothing else is sent there meanwhile."""

    par = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    cree_le = models.DateTimeField("créée le", db_default=Now())
    envoyee_le = models.DateTimeField("envoyée le")
    envois = models.PositiveSmallIntegerField(default=1)
    expire_le = models.DateTimeField("expire le")
    rappelee_le = models.DateTimeField("rappelée le", null=True, blank=True)
    acceptee_le = models.DateTimeField("acceptée le", null=True, blank=True)
    revoquee_le = models.DateTimeField("annulée le", null=True, blank=True)
    #: The account it gave.
    membre = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+")

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "invitation"
        ordering = ["-envoyee_le", "-pk"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                condition=Q(acceptee_le__isnull=True, revoquee_le__isnull=True),
                name="une_invitation_sans_reponse_par_adresse",
            ),
        ]

    @property
    def etat(self) -> EtatInvitation:
        """Where it stands now."""
        if self.acceptee_le:
            return EtatInvitation.ACCEPTEE
        if self.revoquee_le:
            return EtatInvitation.REVOQUEE
        return EtatInvitation.EN_ATTENTE if self.expire_le > timezone.now() else EtatInvitation.EXPIREE

    @property
    def sans_reponse(self) -> bool:
        """True while it may be sent again or taken back."""
        return self.acceptee_le is None and self.revoquee_le is None
