"""« Qui voit ceci ? »: the persons who read an espace, named, in the order of the Centre's publics."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from django.db.models import Prefetch

from centre.espaces.enums import CATEGORIES, EQUIPE, Niveau, Public
from centre.espaces.models import DroitDeGroupe, DroitPersonnel, Espace

from .models import Membre

AUTRES, INVITES = "Autres membres", "Personnes invitées"


@dataclass(frozen=True)
class Lectrice:
    """A person who reads the espace; ``jusqu_au`` when they are a guest until an instant."""

    membre: Membre
    jusqu_au: dt.datetime | None = None


@dataclass
class Cercle:
    """Those who read for the same reason."""

    titre: str
    lecteurs: list[Lectrice] = field(default_factory=list)


def cercles(espace: Espace) -> list[Cercle]:
    """Who reads ``espace``, by circle, empty ones left out; the same number of queries whatever the number of persons.

    Meaningless for an open espace, that everybody reads.
    """
    droits = DroitDeGroupe.objects.filter(content_object=espace, permission__codename=Niveau.CONSULTER.value)
    ouvrants = set(droits.values_list("group__name", flat=True))
    personnels = DroitPersonnel.objects.filter(content_object=espace, permission__codename=Niveau.CONSULTER.value).en_cours()
    membres = Membre.objects.qui_consultent(espace).avec_poste().par_nom()
    membres = membres.prefetch_related("groups", Prefetch("droitpersonnel_set", personnels, to_attr="invitations"))
    titres = ["Équipe du Centre", *(categorie.label for categorie in CATEGORIES), Public.ELARGI.label, AUTRES, INVITES]
    rangs = {titre: Cercle(titre) for titre in titres}
    for membre in membres:
        groupes = {groupe.name for groupe in membre.groups.all()}
        if groupes & ouvrants:
            rangs[_cercle(groupes)].lecteurs.append(Lectrice(membre))
        else:
            rangs[INVITES].lecteurs.append(Lectrice(membre, next(iter(membre.invitations)).jusqu_au))
    return [cercle for cercle in rangs.values() if cercle.lecteurs]


def _cercle(groupes: set[str]) -> str:
    if groupes & {role.value for role in EQUIPE}:
        return "Équipe du Centre"
    return next((public.label for public in (*CATEGORIES, Public.ELARGI) if public.value in groupes), AUTRES)
