"""The team's choices: what comes first for a question, what is left out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Q

from centre.catalogue.models import Entree
from centre.espaces.acces import Lecteur
from centre.journal.operations import consigner

from .models import Epingle, Equivalence
from .operations import charger_synonymes
from .questions import cle_de
from .requete import nettoyer


def choix_de_l_equipe(lecteur: Lecteur, texte: str) -> tuple[list[Entree], list[int]]:
    """For a question: the entries pinned, at the depth this reader may read; the pks left out, at every depth.

    One SQL query; one more for each kind that has rows. A pin gives no right: what is not readable is not there.
    """
    choix = list(Epingle.objects.pour(cle_de(texte)).select_related("entree"))
    epinglees, ecartees = ([e.entree for e in choix if e.ecartee is ecartee] for ecartee in (False, True))
    lues = {}
    if epinglees:
        lisibles = Entree.objects.filter(_objets(epinglees)).au_plus_profond(lecteur).select_related("espace")
        lues = {(e.content_type_id, e.object_id): e for e in lisibles}
    rangees = [lues[cle] for e in epinglees if (cle := (e.content_type_id, e.object_id)) in lues]
    dehors = list(Entree.objects.filter(_objets(ecartees)).values_list("pk", flat=True)) if ecartees else []
    return rangees, dehors


def _objets(entrees: Iterable[Entree]) -> Q:
    """The rows of the same objects."""
    objets = Q(pk__in=[])
    for entree in entrees:
        objets |= Q(content_type_id=entree.content_type_id, object_id=entree.object_id)
    return objets


@transaction.atomic
def epingler(*, mots: str, entree: Entree, ecartee: bool, par: Any) -> Epingle:
    """Put an entry first for a question, or leave it out of it (of every search, without words). Said twice, it is once."""
    cle = cle_de(mots)
    faits = {"mots": nettoyer(mots), "ecartee": ecartee, "ordre": Epingle.objects.filter(cle=cle).count()}
    epingle, _ = Epingle.objects.update_or_create(cle=cle, entree=entree, defaults=faits)
    consigner(acteur=par, verbe="recherche.epingler", objet=epingle, details={"ecartee": ecartee})
    return epingle


@transaction.atomic
def desepingler(*, epingle: Epingle, par: Any) -> None:
    """The search decides again by itself."""
    consigner(acteur=par, verbe="recherche.desepingler", objet=epingle)
    Epingle.objects.filter(pk=epingle.pk).delete()


@transaction.atomic
def ajouter_une_equivalence(*, equivalence: Equivalence, par: Any) -> None:
    """Two expressions answer each other from now on."""
    equivalence.save()
    charger_synonymes()
    consigner(acteur=par, verbe="recherche.equivalence", objet=equivalence)


@transaction.atomic
def retirer_une_equivalence(*, equivalence: Equivalence, par: Any) -> None:
    """They no longer do."""
    consigner(acteur=par, verbe="recherche.equivalence_retiree", objet=equivalence)
    Equivalence.objects.filter(pk=equivalence.pk).delete()
    charger_synonymes()
