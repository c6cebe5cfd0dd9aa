"""« Prise de poste »: what a newcomer needs, on one page, made of what they may read. Above every floor, like « Mon espace »."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from centre.catalogue.models import Entree
from centre.espaces.acces import ids
from centre.espaces.models import Espace
from centre.membres.acces import Regard
from centre.membres.enums import EtatDeDepart
from centre.membres.models import Depart, Membre, Poste

ECRITS, JEUDIS, COLLEGUES = 10, 4, 24


@require_safe
def prise_de_poste(request: HttpRequest) -> HttpResponse:
    """The kit of whoever takes a post: whose, where, with whom, what was written, what comes next."""
    membre: Any = request.user
    poste = membre.poste
    territoires = list(poste.territoires.legers().ranges()) if poste else []
    contexte = {
        "poste": poste,
        "territoires": territoires,
        "predecesseur": (predecesseur := _predecesseur(membre)),
        "ecrits": _ecrits(predecesseur, membre) if predecesseur else [],
        "lieux": _du_lieu(membre, territoires),
        "jeudis": Entree.objects.courantes().du_type("jeudi").a_venir().au_plus_profond(membre)[:JEUDIS],
        "groupes": Espace.objects.filter(pk__in=ids(membre), groupe__isnull=False).par_ordre(),
        "collegues": _collegues(membre, poste, territoires),
    }
    return render(request, "membres/prise_de_poste.html", contexte)


def _predecesseur(membre: Any) -> Membre | None:
    """Who held the post before, when their departure named this member."""
    depart = Depart.objects.filter(successeur=membre.pk, etat=EtatDeDepart.FAIT).select_related("membre").first()
    return depart.membre if depart else None


def _ecrits(predecesseur: Membre, membre: Any) -> Any:
    """What the predecessor published and this member may read, latest first."""
    siens = Entree.objects.courantes().filter(auteur=predecesseur.pk, date__isnull=False).exclude(type="membre")
    return siens.au_plus_profond(membre).recentes()[:ECRITS]


def _du_lieu(membre: Any, territoires: list[Any]) -> Any:
    """What was published on the territoires of the post, latest first."""
    lieux = Entree.territoires.through.objects.filter(territoire__in=territoires).values("entree")
    entrees = Entree.objects.courantes().filter(pk__in=lieux, date__isnull=False).exclude(type__in=("membre", "territoire"))
    return entrees.au_plus_profond(membre).recentes()[:ECRITS]


def _collegues(membre: Any, poste: Poste | None, territoires: list[Any]) -> Any:
    """Those who work on the same territoires or in the same catégorie, whom this member may know (annuaire)."""
    if poste is None:
        return []
    actuels = Poste.objects.en_cours().exclude(membre=membre.pk)
    memes = actuels.filter(Q(territoires__in=territoires) | Q(categorie=poste.categorie)).values("membre")
    return Membre.objects.dans_l_annuaire(Regard.de(membre)).filter(pk__in=memes).par_nom()[:COLLEGUES]
