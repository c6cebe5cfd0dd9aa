"""Two accounts of one person become one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from centre.journal.operations import consigner
from centre.registre import donnees_de_membre

from ..models import Membre
from .annuaire import faire_connaitre
from .comptes import suspendre


@dataclass(frozen=True)
class Mouvement:
    """Rows of one model that a merge moves."""

    quoi: str
    nombre: int


def apercu_de_la_fusion(*, garde: Membre, doublon: Membre) -> list[Mouvement]:
    """What ``fusionner`` would move, model by model; what has nothing is left out."""
    mouvements = []
    for donnees in donnees_de_membre.values():
        nombre = donnees.lister(doublon).count() if donnees.fusionner is not None else 0
        if nombre:
            mouvements.append(Mouvement(str(donnees.modele._meta.verbose_name_plural), nombre))
    return mouvements


@transaction.atomic
def fusionner(*, garde: Membre, doublon: Membre, par: Any) -> dict[str, int]:
    """Move everything of ``doublon`` to ``garde`` and close ``doublon`` for good; returns how many rows moved, by model.

    What would exist twice (two registrations for one Jeudi, two present posts) stays once. Roles are not moved. Raises
    ValidationError for one account with itself, one already merged, or the last person of a role.
    """
    verrouilles = {m.pk: m for m in Membre.objects.select_for_update().filter(pk__in=[garde.pk, doublon.pk]).order_by("pk")}
    if len(verrouilles) < 2:
        raise ValidationError("Choisissez deux comptes différents.")
    garde, doublon = verrouilles[garde.pk], verrouilles[doublon.pk]
    if garde.fusionne_dans_id or doublon.fusionne_dans_id:
        raise ValidationError("Un de ces comptes a déjà été fusionné.")
    suspendre(membre=doublon, par=par)
    deplaces = {nom: d.fusionner(doublon, garde) for nom, d in donnees_de_membre.items() if d.fusionner is not None}
    deplaces = {nom: nombre for nom, nombre in deplaces.items() if nombre}
    Membre.objects.filter(pk=doublon.pk).update(fusionne_dans=garde)
    if not (garde.prenom or garde.nom):
        Membre.objects.filter(pk=garde.pk).update(prenom=doublon.prenom, nom=doublon.nom)
    faire_connaitre(Membre.objects.get(pk=garde.pk))
    consigner(acteur=par, verbe="membre.fusionner", objet=garde, details={"doublon": doublon.pk, "deplaces": deplaces})
    return deplaces


def fusionner_les_postes(doublon: Membre, garde: Membre) -> int:
    """The history of posts becomes one; a second present post ends the day the merge is made."""
    from ..models.vie import AUJOURD_HUI

    if garde.postes.en_cours().exists():
        for poste in doublon.postes.en_cours():
            doublon.postes.filter(pk=poste.pk, depuis__gt=AUJOURD_HUI).update(jusqu_a=poste.depuis)
            doublon.postes.filter(pk=poste.pk, jusqu_a__isnull=True).update(jusqu_a=AUJOURD_HUI)
    return doublon.postes.update(membre=garde)


def fusionner_les_groupes(doublon: Membre, garde: Membre) -> int:
    """Places in groupes are added; the catégorie follows only to an account that has none, and roles never move."""
    places = list(doublon.groups.filter(name__startswith="groupe-"))
    poste = garde.poste
    if poste is not None:
        places += list(doublon.groups.filter(name=poste.categorie))
    garde.groups.add(*places)
    doublon.groups.clear()
    return len(places)


def fusionner_les_themes(doublon: Membre, garde: Membre) -> int:
    """Followed thèmes are added."""
    themes = list(doublon.themes.all())
    garde.themes.add(*themes)
    doublon.themes.clear()
    return len(themes)
