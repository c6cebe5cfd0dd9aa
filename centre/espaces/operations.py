"""Writes on espaces and rights. Guardian assigns and removes; reading is ``acces`` alone."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from guardian.shortcuts import assign_perm, remove_perm

from centre.journal.operations import consigner

from .enums import CATEGORIES, EQUIPE, Nature, Niveau, Public
from .models import DroitPersonnel, Espace, groupe_nomme

#: slug, nom, nature, ordre, description
ESPACES = [
    ("ouvert", "Ouvert à tous", Nature.OUVERT, 10, "Lisible par tout le monde, sans compte. Écrit par l’équipe."),
    ("public-elargi", "Public élargi", Nature.ELARGI, 20, "Élu·es, CAF, conseils de développement, et tout le réseau."),
    ("reseau", "Réseau", Nature.RESEAU, 30, "Les quatre catégories de technicien·nes des territoires, et l’équipe."),
    ("equipe", "Équipe", Nature.EQUIPE, 90, "L’animatrice et l’administration du Centre."),
]


@transaction.atomic
def installer_espaces() -> None:
    """Make the standing espaces, groups and their rights (DESIGN §2, table of roles). Idempotent."""
    for slug, nom, nature, ordre, description in ESPACES:
        valeurs = {"nom": nom, "nature": nature, "ordre": ordre, "description": description}
        valeurs |= {"ouvert": nature is Nature.OUVERT, "annoncer_au_public": nature is Nature.RESEAU}
        Espace.objects.get_or_create(slug=slug, defaults=valeurs)
    for rang, categorie in enumerate(CATEGORIES):
        valeurs = {"nom": categorie.label, "nature": Nature.CATEGORIE, "ordre": 40 + rang}
        valeurs["description"] = f"Les membres de la catégorie « {categorie.label} », et l’équipe."
        espace, _ = Espace.objects.get_or_create(slug=categorie.value, defaults=valeurs)
        accorder_au_groupe(espace=espace, groupe=groupe_nomme(categorie.value), niveau=Niveau.CONTRIBUER)
    _accorder_les_espaces_communs()
    for espace in Espace.objects.all():
        _accorder_a_l_equipe(espace)


def _accorder_les_espaces_communs() -> None:
    elargi, reseau = Espace.objects.du_systeme(Nature.ELARGI), Espace.objects.du_systeme(Nature.RESEAU)
    accorder_au_groupe(espace=elargi, groupe=groupe_nomme(Public.ELARGI), niveau=Niveau.CONSULTER)
    groupe_nomme(Public.FINANCEUR)
    for categorie in CATEGORIES:
        accorder_au_groupe(espace=elargi, groupe=groupe_nomme(categorie.value), niveau=Niveau.CONTRIBUER)
        accorder_au_groupe(espace=reseau, groupe=groupe_nomme(categorie.value), niveau=Niveau.CONTRIBUER)


def _accorder_a_l_equipe(espace: Espace) -> None:
    for role in EQUIPE:
        accorder_au_groupe(espace=espace, groupe=groupe_nomme(role.value), niveau=Niveau.ANIMER)


def accorder_au_groupe(*, espace: Espace, groupe: Group, niveau: Niveau) -> None:
    """Give a group a level on an espace, and those it implies."""
    for compris in niveau.compris:
        assign_perm(compris.value, groupe, espace)


@transaction.atomic
def creer_groupe(*, nom: str, slug: str, description: str = "", fin: dt.datetime | None = None, par: Any = None) -> Espace:
    """Make the espace of a groupe, its Django group, and the rights of both members and team."""
    espace = Espace.objects.create(nom=nom, slug=slug, nature=Nature.GROUPE, description=description, ordre=60, fin=fin)
    accorder_au_groupe(espace=espace, groupe=groupe_nomme(f"groupe-{slug}"), niveau=Niveau.CONTRIBUER)
    _accorder_a_l_equipe(espace)
    consigner(acteur=par, verbe="espace.creer", objet=espace)
    return espace


@transaction.atomic
def inviter(*, membre: Any, espace: Espace, jusqu_au: dt.datetime | None, par: Any, niveau: Niveau = Niveau.CONSULTER) -> None:
    """Make a member the guest of an espace until ``jusqu_au`` (aware; None: until withdrawn). A new date replaces the old one."""
    for compris in niveau.compris:
        permission = Permission.objects.get(codename=compris.value, content_type__app_label="espaces")
        DroitPersonnel.objects.update_or_create(
            user=membre, permission=permission, content_object=espace, defaults={"jusqu_au": jusqu_au, "accorde_par": par}
        )
    consigner(acteur=par, verbe="espace.inviter", objet=espace, details={"membre": membre.pk, "jusqu_au": str(jusqu_au or "")})


@transaction.atomic
def retirer_invitation(*, membre: Any, espace: Espace, par: Any) -> None:
    """End every personal right of a member on an espace, at once."""
    for niveau in Niveau:
        remove_perm(niveau.value, membre, espace)
    consigner(acteur=par, verbe="espace.retirer_invitation", objet=espace, details={"membre": membre.pk})
