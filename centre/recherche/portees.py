"""Where a question is asked: the page of a groupe, a territoire, a thème or a dossier (``?dans=`` and its address)."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from centre.catalogue.enums import Role
from centre.catalogue.models import Entree, Reference
from centre.espaces.acces import Lecteur, ids
from centre.themes.models import Theme

from .moteur import PARTOUT, Portee, pks


def portee_de(lecteur: Lecteur, dans: str) -> tuple[Entree | None, Portee]:
    """The entry whose page has the address ``dans``, with what is searched in it.

    One this reader may not read is as one that does not exist: (None, the whole search). At most five SQL queries.
    """
    if not dans or "\x00" in dans:
        return None, PARTOUT
    pages = Entree.objects.filter(adresse=dans[:500], type__in=PORTEES)
    entree = pages.au_plus_profond(lecteur).first()
    portee = PORTEES[entree.type](entree.objet, lecteur) if entree else None
    return (entree, portee) if portee is not None else (None, PARTOUT)


def _du_groupe(groupe: Any, lecteur: Lecteur) -> Portee | None:
    """What is written in its espace, for who may enter it."""
    return Portee(((f"e{groupe.espace_id}",),)) if groupe.espace_id in set(pks(ids(lecteur))) else None


def _du_dossier(dossier: Any, lecteur: Lecteur) -> Portee:
    """The objects it gathers, at every depth."""
    elements = Reference.objects.sur(dossier).du_role(Role.ELEMENT)
    objets = Q(pk__in=[])
    for type_, pk in elements.values_list("entree__content_type_id", "entree__object_id"):
        objets |= Q(content_type_id=type_, object_id=pk)
    return Portee(pks=tuple(Entree.objects.filter(objets).values_list("pk", flat=True)))


def _du_theme(theme: Any) -> Portee:
    """What is filed under it, or under a more precise one."""
    return Portee((tuple(f"h{pk}" for pk in sorted(Theme.objects.filter(pk=theme.pk).cles_et_plus_precis())),))


#: Types whose page is searched in, and how.
PORTEES = {
    "groupe": _du_groupe,
    "territoire": lambda territoire, lecteur: Portee(((f"t{territoire.pk}",),)),
    "theme": lambda theme, lecteur: _du_theme(theme),
    "dossier": _du_dossier,
}
