"""A groupe is opened, settled, closed, opened again."""

from __future__ import annotations

from itertools import chain, count
from typing import Any

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.text import slugify

from centre.espaces.models import Espace
from centre.espaces.operations import creer_groupe
from centre.journal.operations import consigner
from centre.publications.acces import exiger
from centre.registre import annoncer

from ..acces import peut_animer, peut_fermer
from ..enums import Porte
from ..models import Groupe

#: Words of the addresses below /espace/groupes/ that no name may take.
ADRESSES_PRISES = {"creer"}


def verrouiller(groupe: Groupe) -> Groupe:
    """The row, locked until the end of the transaction, with its espace of today."""
    return Groupe.objects.select_for_update(of=("self",)).select_related("espace").get(pk=groupe.pk)


@transaction.atomic
def ouvrir_groupe(*, nom: str, description: str, porte: Porte, par: Any, exemple: bool = False) -> Groupe:
    """Open a groupe of that name: its espace, its Django group, its room. The team alone. Raises PermissionDenied."""
    exiger(peut_fermer(None, par))
    espace = creer_groupe(nom=nom, slug=_adresse_libre(nom), description=description, par=par)
    return installer_groupe(espace=espace, porte=porte, par=par, exemple=exemple)


@transaction.atomic
def installer_groupe(*, espace: Espace, porte: Porte, par: Any, exemple: bool = False) -> Groupe:
    """Give a room to an espace of nature groupe that has none."""
    groupe, neuf = Groupe.objects.get_or_create(espace=espace, defaults={"porte": porte, "exemple": exemple})
    if neuf:
        consigner(acteur=par, verbe="groupe.ouvrir", objet=groupe)
        annoncer(groupe)
    return groupe


@transaction.atomic
def ouvrir_cohorte(*, nom: str, description: str, par: Any, exemple: bool = False) -> Groupe:
    """The groupe of people gathered by something else than a request (who follows a cycle): its caller checked the right to."""
    espace = creer_groupe(nom=nom, slug=_adresse_libre(nom), description=description, par=par)
    return installer_groupe(espace=espace, porte=Porte.INVITATION, par=par, exemple=exemple)


def _adresse_libre(nom: str) -> str:
    base = slugify(nom)[:100] or "groupe"
    prises = ADRESSES_PRISES | set(Espace.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(slug for slug in chain([base], (f"{base}-{n}" for n in count(2))) if slug not in prises)


@transaction.atomic
def regler(*, groupe: Groupe, nom: str, description: str, porte: Porte, note: str, par: Any) -> Groupe:
    """Change the name, the words, the way in, the pinned note: who animates it. Raises PermissionDenied."""
    groupe = verrouiller(groupe)
    exiger(peut_animer(groupe, par))
    espace = groupe.espace
    espace.nom, espace.description = nom, description
    espace.save(update_fields=["nom", "description"])
    if note != groupe.note:
        groupe.note, groupe.note_le = note, timezone.now() if note else None
    groupe.porte = porte
    groupe.save(update_fields=["porte", "note", "note_le"])
    annoncer(groupe)
    consigner(acteur=par, verbe="groupe.regler", objet=groupe, details={"porte": str(porte)})
    return groupe


@transaction.atomic
def fermer(*, groupe: Groupe, par: Any) -> None:
    """Close the room at once to all but those who animate it; nothing is lost. Raises PermissionDenied."""
    groupe = verrouiller(groupe)
    exiger(peut_fermer(groupe, par))
    if not groupe.ferme:
        Espace.objects.filter(pk=groupe.pk).update(fin=Now())
        _suivre(groupe, "groupe.fermer", par)


@transaction.atomic
def rouvrir(*, groupe: Groupe, par: Any) -> None:
    """Undo ``fermer``: its members are those it had. Raises PermissionDenied."""
    groupe = verrouiller(groupe)
    exiger(peut_fermer(groupe, par))
    if groupe.espace.fin is not None:
        Espace.objects.filter(pk=groupe.pk).update(fin=None)
        _suivre(groupe, "groupe.rouvrir", par)


def _suivre(groupe: Groupe, verbe: str, par: Any) -> None:
    consigner(acteur=par, verbe=verbe, objet=groupe)
    annoncer(Groupe.objects.select_related("espace").get(pk=groupe.pk))
