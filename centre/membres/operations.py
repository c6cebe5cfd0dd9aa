"""Writes on members: made, posted, given a role, suspended, restored."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from itertools import chain, count
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Permission
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from centre.espaces.enums import CATEGORIES, Public
from centre.espaces.models import groupe_nomme
from centre.journal.operations import consigner
from centre.registre import donnees_de_membre

from .appareils import deconnecter
from .enums import Etat
from .models import Membre, Poste, Structure

#: Roles that are not catégories.
ROLES = (Public.ANIMATRICE, Public.ADMINISTRATION, Public.FINANCEUR)


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
def creer_structure(*, nom: str, slug: str = "", site: str = "", par: Any = None) -> Structure:
    """Name an organisation; ``slug`` follows from the name when empty, with a number when it is taken."""
    base = slug or slugify(nom)[:110] or "structure"
    prises = set(Structure.objects.filter(slug__startswith=base).values_list("slug", flat=True))
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
    consigner(acteur=par, verbe="membre.donner_role", objet=membre, details={"role": role.value})


@transaction.atomic
def retirer_role(*, membre: Membre, role: Public, par: Any = None) -> None:
    """Take a role back."""
    membre.groups.remove(groupe_nomme(role.value))
    membre.__dict__.pop("_noms_des_groupes", None)
    consigner(acteur=par, verbe="membre.retirer_role", objet=membre, details={"role": role.value})


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
