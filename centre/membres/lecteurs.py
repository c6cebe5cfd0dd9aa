"""« Qui voit ceci ? »: the persons who read an espace, named to who may know them, in the order of the Centre's publics."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Prefetch

from centre.espaces.enums import CATEGORIES, EQUIPE, Nature, Niveau, Public
from centre.espaces.models import DroitDeGroupe, DroitPersonnel, Espace

from .acces import Regard
from .models import Membre

AUTRES, INVITES = "Autres membres", "Personnes invitées"
TITRES = ["Équipe du Centre", *(str(categorie.label) for categorie in CATEGORIES), str(Public.ELARGI.label), AUTRES, INVITES]


@dataclass(frozen=True)
class Lectrice:
    """A person who reads the espace; ``jusqu_au`` when they are a guest until an instant; ``nommee``: this reader may know them."""

    membre: Membre
    cercle: str
    jusqu_au: dt.datetime | None = None
    nommee: bool = True

    def repond(self, mots: list[str]) -> bool:
        """Whether their name or post holds every word (lower case)."""
        dit = f"{self.membre.nom_complet} {self.membre.poste or ''}".casefold()
        return all(mot in dit for mot in mots)


@dataclass
class Cercle:
    """Those who read for the same reason: how many, and those to be named on this page."""

    titre: str
    nombre: int = 0
    anonymes: int = 0
    lecteurs: list[Lectrice] = field(default_factory=list)


def lectrices(espace: Espace, regard: Regard) -> list[Lectrice]:
    """Who reads ``espace``, circle by circle; the same number of queries whatever the number of persons.

    Those who read a groupe know each other; elsewhere one is named to who finds one in the annuaire. Meaningless for an open
    espace, that everybody reads.
    """
    droits = DroitDeGroupe.objects.filter(content_object=espace, permission__codename=Niveau.CONSULTER.value)
    ouvrants = set(droits.values_list("group__name", flat=True))
    personnels = DroitPersonnel.objects.filter(content_object=espace, permission__codename=Niveau.CONSULTER.value).en_cours()
    membres = Membre.objects.qui_consultent(espace).select_related("fiche").avec_poste().par_nom()
    membres = membres.prefetch_related("groups", Prefetch("droitpersonnel_set", personnels, to_attr="invitations"))
    lues = []
    for membre in membres:
        groupes = {groupe.name for groupe in membre.groups.all()}
        nommee = espace.nature == Nature.GROUPE or regard.voit(membre, "identite")
        if groupes & ouvrants:
            lues.append(Lectrice(membre, _cercle(groupes), nommee=nommee))
        else:
            lues.append(Lectrice(membre, INVITES, next(iter(membre.invitations)).jusqu_au, nommee))
    rangs = {titre: rang for rang, titre in enumerate(TITRES)}
    return sorted(lues, key=lambda lectrice: rangs[lectrice.cercle])


def cercles(toutes: Iterable[Lectrice], montrees: Iterable[Lectrice]) -> list[Cercle]:
    """The circles of ``toutes``, counted whole, each with those of ``montrees``."""
    par_titre: dict[str, Cercle] = {}
    for lectrice in toutes:
        cercle = par_titre.setdefault(lectrice.cercle, Cercle(lectrice.cercle))
        cercle.nombre += 1
        cercle.anonymes += not lectrice.nommee
    for lectrice in montrees:
        par_titre[lectrice.cercle].lecteurs.append(lectrice)
    return list(par_titre.values())


def _cercle(groupes: set[str]) -> str:
    if groupes & {role.value for role in EQUIPE}:
        return "Équipe du Centre"
    return next((public.label for public in (*CATEGORIES, Public.ELARGI) if public.value in groupes), AUTRES)
