"""Posts, roles and the structures that employ members."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from itertools import chain, count
from typing import Any

from django.contrib.auth.models import Permission
from django.db import transaction
from django.utils.text import slugify

from centre.espaces.enums import CATEGORIES, Public
from centre.espaces.models import groupe_nomme
from centre.journal.operations import consigner

from ..models import AncienneStructure, Membre, Poste, Structure
from .annuaire import faire_connaitre
from .garde_fous import exiger_quelqu_un_apres

#: Roles that are not catégories.
ROLES = (Public.ANIMATRICE, Public.ADMINISTRATION, Public.FINANCEUR)


@transaction.atomic
def creer_structure(*, nom: str, slug: str = "", site: str = "", par: Any = None) -> Structure:
    """Name an organisation; ``slug`` follows from the name when empty, with a number when it is taken."""
    base = slug or slugify(nom)[:110] or "structure"
    prises = {
        s for m in (Structure, AncienneStructure) for s in m.objects.filter(slug__startswith=base).values_list("slug", flat=True)
    }
    libre = next(s for s in chain([base], (f"{base}-{n}" for n in count(2))) if s not in prises)
    structure = Structure.objects.create(nom=nom, slug=libre, site=site)
    consigner(acteur=par, verbe="structure.creer", objet=structure)
    return structure


@transaction.atomic
def affecter_poste(
    *,
    membre: Membre,
    categorie: Public,
    fonction: str,
    depuis: dt.date,
    structure: Structure | None = None,
    territoires: Iterable[Any] = (),
    par: Any = None,
) -> Poste:
    """Give a member a post from ``depuis`` (a day in Paris); the one held until then ends the day before.

    The member's groups follow the catégorie of the post: nothing else gives access to a catégorie's espace.
    """
    veille = depuis - dt.timedelta(days=1)
    for ancien in membre.postes.en_cours().select_for_update():
        ancien.jusqu_a = max(veille, ancien.depuis)
        ancien.save(update_fields=["jusqu_a"])
    poste = Poste.objects.create(membre=membre, categorie=categorie.value, fonction=fonction, structure=structure, depuis=depuis)
    poste.territoires.set(territoires)
    _suivre_la_categorie(membre, categorie)
    faire_connaitre(membre)
    consigner(acteur=par, verbe="membre.affecter_poste", objet=membre, details={"poste": poste.pk, "categorie": categorie.value})
    return poste


def _suivre_la_categorie(membre: Membre, categorie: Public) -> None:
    publics = [public.value for public in (*CATEGORIES, Public.ELARGI)]
    membre.groups.remove(*membre.groups.filter(name__in=publics))
    membre.groups.add(groupe_nomme(categorie.value))
    membre.__dict__.pop("_noms_des_groupes", None)


@transaction.atomic
def donner_role(*, membre: Membre, role: Public, par: Any = None) -> None:
    """Make a member animatrice, administration or financeur. Raises ValueError for a catégorie."""
    if role not in ROLES:
        raise ValueError(f"{role} n’est pas un rôle")
    groupe = groupe_nomme(role.value)
    if role is not Public.FINANCEUR:
        groupe.permissions.add(Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin"))
    membre.groups.add(groupe)
    membre.__dict__.pop("_noms_des_groupes", None)
    faire_connaitre(membre)
    consigner(acteur=par, verbe="membre.donner_role", objet=membre, details={"role": role.value})


@transaction.atomic
def retirer_role(*, membre: Membre, role: Public, par: Any = None) -> None:
    """Take a role back. Raises ValidationError for the last active person who holds one of the team."""
    if role is not Public.FINANCEUR:
        exiger_quelqu_un_apres(membre, role=role)
    membre.groups.remove(groupe_nomme(role.value))
    membre.__dict__.pop("_noms_des_groupes", None)
    faire_connaitre(membre)
    consigner(acteur=par, verbe="membre.retirer_role", objet=membre, details={"role": role.value})


@transaction.atomic
def changer_les_roles(*, membre: Membre, donnes: Iterable[Public], repris: Iterable[Public], par: Any) -> None:
    """Give some roles and take others back, together or not at all. Raises ValidationError for the last person of a role."""
    Membre.objects.select_for_update().get(pk=membre.pk)
    for role in donnes:
        donner_role(membre=membre, role=role, par=par)
    for role in repris:
        retirer_role(membre=membre, role=role, par=par)
