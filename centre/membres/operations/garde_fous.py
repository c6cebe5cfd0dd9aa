"""What no operation may do: leave the portal without anybody to administer it."""

from __future__ import annotations

from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError

from centre.espaces.enums import EQUIPE, Public

from ..models import Membre


def exiger_quelqu_un_apres(membre: Membre, *, role: Public | None = None) -> None:
    """Raise ValidationError when ``membre``, losing ``role`` (None: all), leaves no administration, or nobody in the team.

    The roles' groups are locked until the end of the transaction: two administrations cannot remove each other at once.
    """
    noms = [public.value for public in EQUIPE]
    list(Group.objects.select_for_update().filter(name__in=noms).order_by("pk"))
    siens = set(membre.groups.filter(name__in=noms).values_list("name", flat=True))
    perdus = siens & ({role.value} if role is not None else set(noms))
    if not perdus or not membre.is_active:
        return
    autres = Membre.objects.actifs().exclude(pk=membre.pk)
    if Public.ADMINISTRATION.value in perdus and not autres.filter(groups__name=Public.ADMINISTRATION.value).exists():
        raise ValidationError(f"{membre} est la dernière personne de l’administration : donnez d’abord ce rôle à quelqu’un.")
    if not siens - perdus and not autres.filter(groups__name__in=noms).exists():
        raise ValidationError(f"{membre} est la dernière personne de l’équipe : donnez d’abord un rôle à quelqu’un.")
