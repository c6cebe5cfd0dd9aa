"""Sessions, one per device: kept, listed and ended in the same number of queries whatever their number.

Replaces allauth's receivers, which read every session of a member at each sign-in.
"""

from __future__ import annotations

from typing import Any

from allauth.account.signals import password_changed, password_reset, password_set, user_logged_in
from allauth.usersessions.models import UserSession
from allauth.usersessions.views import ListUserSessionsView
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.views.generic.edit import FormView


def appareils(membre: Any) -> QuerySet[UserSession]:
    """The devices where ``membre`` is signed in, the first one first."""
    vivante = Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gt=timezone.now())
    return UserSession.objects.filter(Exists(vivante), user=membre.pk).order_by("created_at", "pk")


@transaction.atomic
def deconnecter(*, membre: Any, sauf: str = "") -> None:
    """End every session of ``membre``, but the one of key ``sauf``."""
    lignes = UserSession.objects.filter(user=membre.pk).exclude(session_key=sauf)
    Session.objects.filter(session_key__in=lignes.values("session_key")).delete()
    lignes.delete()


class ListeDesAppareils(ListUserSessionsView):
    """« Appareils connectés »."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """allauth's names; the list in one query."""
        sessions = list(appareils(self.request.user))
        return FormView.get_context_data(self, **kwargs) | {"sessions": sessions, "session_count": len(sessions)}


def apres_connexion(sender: Any, request: Any, user: Any, **kwargs: Any) -> None:
    """A device signs in: those whose session has expired are forgotten."""
    vivante = Session.objects.filter(session_key=OuterRef("session_key"))
    UserSession.objects.filter(~Exists(vivante), user=user.pk).delete()
    UserSession.objects.create_from_request(request)


def apres_mot_de_passe(sender: Any, request: Any, user: Any, **kwargs: Any) -> None:
    """Another password: every other device is out, in the database too; this one has a new key."""
    entree = request.user.is_authenticated and request.user.pk == user.pk
    deconnecter(membre=user, sauf=request.session.session_key or "" if entree else "")
    if entree:
        UserSession.objects.create_from_request(request)


def brancher() -> None:
    """Listen to allauth, in the place of its own receivers."""
    user_logged_in.connect(apres_connexion, dispatch_uid="membres.apres_connexion")
    for signal in (password_changed, password_set, password_reset):
        signal.connect(apres_mot_de_passe, dispatch_uid="membres.apres_mot_de_passe")
