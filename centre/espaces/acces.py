"""The one rule: which espaces a reader may read, contribute to or animate.

A reader is a member, an anonymous user, or an Audience (an imagined reader, for « voir comme »). There is no deny rule, no
right on a single content, no global permission: everything published asks these functions and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Now
from django.http import HttpRequest

from .enums import Niveau


@dataclass(frozen=True)
class Audience:
    """The rule for an imagined reader who belongs to the named groups, and wrote nothing. No group: a visitor.

    ``apercu``: the one draft, (model's label, key), imagined published on top of that; no real reader has any.
    """

    groupes: tuple[str, ...] = ()
    libelle: str = "Visiteur"
    apercu: tuple[str, int] | None = None

    pk: None = None
    is_active: bool = True
    is_authenticated: bool = False


Lecteur: TypeAlias = Any  # Membre | AnonymousUser | Audience: below its floor a member has no importable type.


def est_membre(lecteur: Lecteur) -> bool:
    """True for a member whose account is active; a suspended or pending one counts as a visitor."""
    return bool(lecteur.is_authenticated and lecteur.is_active)


def espaces(lecteur: Lecteur, niveau: Niveau = Niveau.CONSULTER) -> QuerySet[Any]:
    """The espaces where ``lecteur`` holds ``niveau``: one query, dates judged by the database's clock.

    A groupe whose end has come stays open to those who animate it, and to nobody else.
    """
    from .models import Espace

    ouvert = Q(ouvert=True) if niveau is Niveau.CONSULTER else Q(pk__in=[])
    if not isinstance(lecteur, Audience) and not est_membre(lecteur):
        return Espace.objects.filter(ouvert)
    en_cours = Q(fin__isnull=True) | Q(fin__gt=Now()) | _droit(lecteur, Niveau.ANIMER)
    return Espace.objects.filter(ouvert | (_droit(lecteur, niveau) & en_cours))


def _droit(lecteur: Lecteur, niveau: Niveau) -> Q:
    """A right of that level held through a group, or in person and not past its instant."""
    from .models import DroitDeGroupe, DroitPersonnel

    droit = Q(content_object=OuterRef("pk"), permission__codename=niveau.value, permission__content_type__app_label="espaces")
    if isinstance(lecteur, Audience):
        return Q(Exists(DroitDeGroupe.objects.filter(droit, group__name__in=lecteur.groupes)))
    personnel = DroitPersonnel.objects.filter(droit, user=lecteur.pk).en_cours()
    return Q(Exists(DroitDeGroupe.objects.filter(droit, group__user=lecteur.pk))) | Q(Exists(personnel))


def ids(lecteur: Lecteur, niveau: Niveau = Niveau.CONSULTER) -> Any:
    """The same answer for ``espace_id__in``: a subquery, or the pks already asked in this request.

    ``memoriser`` marks the request's own user; anywhere else the rule is asked anew inside the query.
    """
    memoire = getattr(lecteur, "_espaces_de_la_requete", None)
    if memoire is None:
        return espaces(lecteur, niveau).values("pk")
    if niveau not in memoire:
        memoire[niveau] = list(espaces(lecteur, niveau).order_by().values_list("pk", flat=True))
    return memoire[niveau]


def memoriser(request: HttpRequest) -> None:
    """Let this request ask the rule once per level: the answer dies with the request."""
    lecteur: Any = request.user
    if isinstance(lecteur, AnonymousUser) or lecteur.is_authenticated:
        lecteur._espaces_de_la_requete = {}


def espaces_consultables(lecteur: Lecteur) -> QuerySet[Any]:
    """The espaces ``lecteur`` may read."""
    return espaces(lecteur, Niveau.CONSULTER)


def peut(lecteur: Lecteur, niveau: Niveau, espace_id: int | None) -> bool:
    """True when ``lecteur`` holds ``niveau`` on that espace: the list's own query, asked for one row."""
    memoire = getattr(lecteur, "_espaces_de_la_requete", None)
    if memoire is not None:
        return espace_id in ids(lecteur, niveau)
    return espaces(lecteur, niveau).filter(pk=espace_id).exists()


def visibles(lecteur: Lecteur, *, publie: Q) -> Q:
    """The condition every row with ``espace`` and ``auteur`` is filtered by: list, instance, count, file and search alike.

    ``publie`` says when the row counts as published. A published row is read in its espace; an author reads what they wrote;
    whoever animates the espace reads it all. An Audience wrote nothing.
    """
    lu = publie & Q(espace_id__in=ids(lecteur))
    if isinstance(lecteur, Audience) or not est_membre(lecteur):
        return lu
    return lu | Q(auteur_id=lecteur.pk) | Q(espace_id__in=ids(lecteur, Niveau.ANIMER))


class EspacesBackend:
    """Gives ``user.has_perm("espaces.consulter_espace", espace)`` the same answer as the lists (no login here)."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> None:
        """This backend never signs anyone in."""
        return None

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        """The one rule for an Espace; False for anything else."""
        code = perm.removeprefix("espaces.")
        if (
            obj is None
            or getattr(obj, "_meta", None) is None
            or obj._meta.label_lower != "espaces.espace"
            or code not in Niveau.values
        ):
            return False
        return peut(user_obj, Niveau(code), obj.pk)
