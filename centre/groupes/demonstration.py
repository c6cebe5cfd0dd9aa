"""Stage of the demonstration: three groupes, one of each door, with members, folders, messages and a guest."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from centre.catalogue.models import Entree
from centre.espaces.models import Espace
from centre.publications.commentaires import commenter
from centre.publications.models import Commentaire
from centre.registre import Demonstration, annoncer

from . import operations
from .enums import ANNONCEES, Porte, RoleDansLeGroupe
from .models import Adhesion, Groupe


def peupler_groupes(demo: Demonstration) -> None:
    """Each groupe is opened, joined, furnished by the operations; of one already there, the marks alone."""
    lignes = json.loads((Path(__file__).parent / "donnees" / "demonstration.json").read_text(encoding="utf-8"))
    for ligne in lignes:
        groupe = Groupe.objects.filter(espace__slug=ligne["slug"]).select_related("espace").first()
        if groupe is None:
            groupe = _groupe(demo, ligne)
        _marquer(demo, groupe)


@transaction.atomic
def _groupe(demo: Demonstration, ligne: dict[str, Any]) -> Groupe:
    """Whole or not at all: a killed run leaves nothing half done."""
    gens, par = demo.acquis["membres"], demo.acquis["membres"]["animatrice"]
    espace, porte = Espace.objects.filter(slug=ligne["slug"]).first(), Porte(ligne["porte"])
    if espace is None:
        groupe = operations.ouvrir_groupe(nom=ligne["nom"], description=ligne["description"], porte=porte, par=par, exemple=True)
    else:
        groupe = operations.installer_groupe(espace=espace, porte=porte, par=par, exemple=True)
    operations.regler(
        groupe=groupe, nom=groupe.espace.nom, description=groupe.espace.description, porte=porte, note=ligne["note"], par=par
    )
    for rang, compte in enumerate(ligne["membres"]):
        _entrer(groupe, gens[compte], par, demo.aujourd_hui - dt.timedelta(days=90 - 7 * rang))
    for compte in ligne["coanimation"]:
        operations.nommer(groupe=groupe, membre=gens[compte], role=RoleDansLeGroupe.COANIMATION, par=par)
    for compte, mots in ligne["demandes"]:
        operations.demander(groupe=groupe, membre=gens[compte], message=mots)
    for compte in ligne["invites"]:
        fin = timezone.make_aware(dt.datetime.combine(demo.aujourd_hui + dt.timedelta(days=12), dt.time.min))
        operations.accueillir(groupe=groupe, membre=gens[compte], jusqu_au=fin, par=par)
    _meubler(groupe, ligne, gens, demo)
    return groupe


def _entrer(groupe: Groupe, membre: Any, par: Any, jour: dt.date) -> None:
    """Invited, then in, since a plausible day; who was there before the room existed gets the row alone."""
    if groupe.porte == Porte.LIBRE:
        operations.rejoindre(groupe=groupe, membre=membre)
    else:
        operations.inviter_au_groupe(groupe=groupe, membre=membre, par=par)
        operations.entrer_par_invitation(groupe=groupe, membre=membre)
    depuis = timezone.make_aware(dt.datetime.combine(jour, dt.time(9, 30)))
    Adhesion.objects.update_or_create(groupe=groupe, membre=membre, defaults={"depuis": depuis, "etat": "membre"})


def _meubler(groupe: Groupe, ligne: dict[str, Any], gens: dict[str, Any], demo: Demonstration) -> None:
    par = gens["animatrice"]
    for nom in ligne["classeurs"]:
        classeur = operations.creer_classeur(groupe=groupe, nom=nom, par=par)
        chez_eux = Entree.objects.publies().filter(espace_id=groupe.pk).exclude(type="groupe").order_by("-date", "pk")
        du_reseau = Entree.objects.publies().filter(espace__slug="reseau").exclude(type__in=("membre", "groupe")).order_by("pk")
        for entree in [*chez_eux[:2], *du_reseau[:3]]:
            operations.ajouter_au_classeur(classeur=classeur, entree=entree, par=par)
    quand = timezone.now() - dt.timedelta(days=20)
    for compte, mots in ligne["messages"]:
        quand += dt.timedelta(hours=demo.hasard.randint(6, 60))
        message = commenter(publication=groupe, texte=mots, par=gens[compte])
        Commentaire.objects.filter(pk=message.pk).update(cree_le=min(quand, timezone.now()))


@transaction.atomic
def _marquer(demo: Demonstration, groupe: Groupe) -> None:
    """What announces itself carries the mark of the réseau; what is inside, the mark of the groupe."""
    espace = groupe.espace
    dehors = "reseau" if groupe.porte in ANNONCEES else espace.slug
    espace.nom = demo.marquer(espace.nom, dehors, "groupe", groupe.pk)
    espace.description = demo.marquer(espace.description, dehors, "groupe", groupe.pk)
    espace.save(update_fields=["nom", "description"])
    groupe.note = demo.marquer(groupe.note, espace.slug, "groupe", groupe.pk)
    groupe.save(update_fields=["note"])
    for classeur in groupe.classeurs.all():
        classeur.nom = demo.marquer(classeur.nom, espace.slug, "classeur", classeur.pk)
        classeur.save(update_fields=["nom"])
    for message in Commentaire.objects.sur(groupe):
        message.texte = demo.marquer(message.texte, espace.slug, "commentaire", message.pk)
        message.save(update_fields=["texte"])
    for adhesion in groupe.adhesions.exclude(message=""):
        adhesion.message = demo.marquer(adhesion.message, espace.slug, "adhesion", adhesion.pk)
        adhesion.save(update_fields=["message"])
    annoncer(groupe)
