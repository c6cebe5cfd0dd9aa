"""Writes of the team's shell: the identity, what opens /gestion/ to the team, the first account."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.contrib.auth.models import Permission
from django.db import transaction
from wagtail.models import GroupPagePermission, Page

from centre.espaces.enums import Public
from centre.espaces.models import groupe_nomme
from centre.journal.operations import consigner
from centre.membres.models import Membre
from centre.membres.operations import creer_membre, donner_role

from .models import Identite

DONNEES = Path(__file__).parent / "donnees" / "identite.json"
GESTES_SUR_LES_PAGES = ("add", "change", "publish", "lock", "unlock")
#: Role: what it may do to pages. Deleting several at once is the animatrice's.
PAGES = {
    Public.ANIMATRICE: (*GESTES_SUR_LES_PAGES, "bulk_delete"),
    Public.ADMINISTRATION: GESTES_SUR_LES_PAGES,
}


@transaction.atomic
def definir_identite(*, par: Any = None, **champs: Any) -> Identite:
    """Write the given fields of the identity and note which ones changed. Raises ValidationError on a wrong value."""
    identite = Identite.objects.select_for_update().filter(pk=Identite.SEULE).first() or Identite()
    changes = sorted(nom for nom, valeur in champs.items() if getattr(identite, nom) != valeur)
    for nom in changes:
        setattr(identite, nom, champs[nom])
    identite.full_clean(validate_unique=False)
    identite.save()
    if changes:
        consigner(acteur=par, verbe="gestion.definir_identite", objet=identite, details={"champs": changes})
    return identite


@transaction.atomic
def installer_identite() -> Identite:
    """Write the founding identity in an empty database; what the team wrote since stays."""
    deja = Identite.objects.filter(pk=Identite.SEULE).first()
    return deja or definir_identite(**json.loads(DONNEES.read_text(encoding="utf-8")))


@transaction.atomic
def accorder_gestion() -> None:
    """Open the Wagtail back-office to the two roles of the team: pages and redirections, nothing else. Idempotent.

    These permissions only open screens on public pages: who reads what is decided by espaces alone.
    """
    racine = Page.objects.get(depth=1)
    acces = Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
    redirections = Permission.objects.filter(content_type__app_label="wagtailredirects", content_type__model="redirect")
    pages = Permission.objects.filter(content_type__app_label="wagtailcore", content_type__model="page")
    for role, gestes in PAGES.items():
        groupe = groupe_nomme(role.value)
        groupe.permissions.add(acces, *redirections)
        voulues = pages.filter(codename__in=[f"{geste}_page" for geste in gestes])
        GroupPagePermission.objects.filter(group=groupe, page=racine).exclude(permission__in=voulues).delete()
        for permission in voulues:
            GroupPagePermission.objects.get_or_create(group=groupe, page=racine, permission=permission)


@transaction.atomic
def creer_premier_compte(*, email: str, prenom: str, nom: str, mot_de_passe: str | None = None) -> Membre | None:
    """Make the animatrice's account, or return None when the team has somebody.

    Without password, its owner chooses one by « Mot de passe oublié ».
    """
    if Membre.objects.equipe().exists():
        return None
    membre = creer_membre(email=email, prenom=prenom, nom=nom, mot_de_passe=mot_de_passe)
    donner_role(membre=membre, role=Public.ANIMATRICE)
    return membre
