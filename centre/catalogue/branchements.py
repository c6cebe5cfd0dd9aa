"""What the catalogue brings to the registries, and what it listens to."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models.signals import post_delete

from centre.espaces.acces import Lecteur
from centre.registre import DonneesDeMembre, Origines, donnees_de_membre, ecoutes, ecoutes_en_nombre, origines, publications_liees

from .models import Entree
from .operations import oublier, tenir_a_jour, tenir_a_jour_tous
from .origine import depuis_si_lisible, garder_l_origine, numero, origine
from .types import type_de

#: A page of a territoire or a thème shows that many; the search shows the rest.
AU_PLUS = 50


def liees(lecteur: Lecteur, *, territoire: Any = None, theme: Any = None) -> list[Entree]:
    """What was published about a territoire or a thème (neither of which is listed), latest first, as ``lecteur`` may read it."""
    entrees = Entree.objects.courantes().exclude(type__in=("territoire", "theme"))
    if territoire is not None:
        entrees = entrees.sur_territoire(territoire)
    if theme is not None:
        entrees = entrees.sur_theme(theme)
    return list(entrees.au_plus_profond(lecteur).recentes()[:AU_PLUS])


def apres_suppression(sender: type[models.Model], instance: models.Model, **kwargs: Any) -> None:
    """A deleted object leaves the catalogue in the transaction that deletes it, however it is deleted."""
    if type_de(instance) is not None:
        oublier(instance)


def exporter(membre: Any) -> list[dict[str, Any]]:
    """Title and address of what a member published."""
    return [dict(ligne) for ligne in Entree.objects.de(membre).values("type", "titre", "adresse", "date")]


ecoutes.ajouter("catalogue", tenir_a_jour)
ecoutes_en_nombre.ajouter("catalogue", tenir_a_jour_tous)
publications_liees.ajouter("catalogue", liees)
origines.ajouter("catalogue", Origines(lire=depuis_si_lisible, garder=garder_l_origine, montrer=origine, numero=numero))
donnees_de_membre.ajouter(
    "catalogue",
    DonneesDeMembre(
        modele=Entree,
        lister=lambda membre: Entree.objects.de(membre),
        exporter=exporter,
        effacer=lambda membre: Entree.objects.de(membre).update(auteur=None),
        transferer=lambda membre, successeur: Entree.objects.de(membre).update(auteur=successeur),
        champs=("auteur",),
    ),
)
post_delete.connect(apres_suppression, dispatch_uid="catalogue.apres_suppression")
