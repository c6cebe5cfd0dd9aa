"""What the catalogue brings to the registries, and what it listens to."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models.signals import post_delete

from centre.espaces.acces import Audience, Lecteur, est_membre
from centre.publications.models import ANCIEN_MEMBRE
from centre.registre import (
    DonneesDeMembre,
    Origines,
    catalogue,
    changer_de_main,
    donnees_de_membre,
    ecoutes,
    ecoutes_en_nombre,
    fusions_de_themes,
    origines,
    publications_liees,
)
from centre.rgpd import Etape, parcours
from centre.temps import PARIS

from .enums import Etat
from .models import Entree, EntreeQuerySet, Reference
from .operations import oublier, tenir_a_jour, tenir_a_jour_tous
from .origine import depuis_si_lisible, garder_l_origine, numero, origine
from .types import type_de

#: A page of a territoire or a thème shows that many; the search shows the rest.
AU_PLUS = 50


def liees(lecteur: Lecteur, *, territoire: Any = None, theme: Any = None, auteur: Any = None) -> list[Entree]:
    """What was published about a territoire or a thème (neither of which is listed), or by a member, as ``lecteur`` may read it."""
    entrees = _au_sujet_de(territoire, theme).exclude(type__in=("territoire", "theme", "membre"))
    if auteur is not None:
        entrees = entrees.filter(auteur=auteur)
    return list(entrees.au_plus_profond(lecteur).recentes()[:AU_PLUS])


def personnes(lecteur: Lecteur, *, territoire: Any = None, theme: Any = None, auteur: Any = None) -> list[Entree]:
    """The members who work on a territoire or know a thème, by name, as far as ``lecteur`` may know them."""
    if auteur is not None or (not est_membre(lecteur) and not isinstance(lecteur, Audience)):
        return []
    entrees = _au_sujet_de(territoire, theme).du_type("membre")
    return list(entrees.au_plus_profond(lecteur).select_related("espace").order_by("titre", "pk")[:AU_PLUS])


def _au_sujet_de(territoire: Any, theme: Any) -> EntreeQuerySet:
    entrees = Entree.objects.courantes()
    if territoire is not None:
        entrees = entrees.sur_territoire(territoire)
    return entrees.sur_theme(theme) if theme is not None else entrees


def apres_suppression(sender: type[models.Model], instance: models.Model, **kwargs: Any) -> None:
    """A deleted object leaves the catalogue in the transaction that deletes it, however it is deleted."""
    if type_de(instance) is not None:
        oublier(instance)


def exporter(membre: Any) -> list[dict[str, Any]]:
    """Title and address of what a member published."""
    return [dict(ligne) for ligne in Entree.objects.de(membre).values("type", "titre", "adresse", "date")]


def effacer(membre: Any) -> int:
    """What a member published stays without them; the rows about the person keep nothing, nor do those who pointed to them."""
    siennes = Entree.objects.de_l_objet(membre)
    Reference.objects.filter(entree__in=siennes).update(titre=ANCIEN_MEMBRE)
    siennes.update(titre=ANCIEN_MEMBRE, resume="", adresse="/", etat=Etat.RETIRE)
    for entree in siennes:
        entree.themes.clear()
        entree.territoires.clear()
    return Entree.objects.de(membre).update(auteur=None)


def _mes_textes(membre: Any) -> list[Etape]:
    """What a member published and may still read, an object once."""
    siennes = Entree.objects.de(membre).exclude(type="membre").au_plus_profond(membre)
    return [
        Etape(entree.date.astimezone(PARIS).date(), libelle(entree.type), entree.titre, entree.adresse)
        for entree in siennes.recentes()
        if entree.date
    ]


def libelle(type_objet: str) -> str:
    """A type of entry, in words."""
    return catalogue[type_objet].libelle if type_objet in catalogue else "Texte"


def suivre_la_fusion(garde: Any, absorbe: Any) -> None:
    """Who pointed to the page of a thème points to that of the one it is merged into, once."""
    for ancienne, nouvelle in zip(Entree.objects.de_l_objet(absorbe), Entree.objects.de_l_objet(garde), strict=False):
        changer_de_main(Reference, ["entree"], ancienne, nouvelle)


parcours.ajouter("catalogue", _mes_textes)
ecoutes.ajouter("catalogue", tenir_a_jour)
ecoutes_en_nombre.ajouter("catalogue", tenir_a_jour_tous)
fusions_de_themes.ajouter("references", suivre_la_fusion)
publications_liees.ajouter("catalogue", liees)
publications_liees.ajouter("personnes", personnes)
origines.ajouter("catalogue", Origines(lire=depuis_si_lisible, garder=garder_l_origine, montrer=origine, numero=numero))
donnees_de_membre.ajouter(
    "catalogue",
    DonneesDeMembre(
        modele=Entree,
        lister=lambda membre: Entree.objects.de(membre),
        exporter=exporter,
        effacer=effacer,
        # A successor signs nothing of what came before; the two accounts of one person are one author.
        fusionner=lambda doublon, garde: Entree.objects.de(doublon).update(auteur=garde),
        champs=("auteur",),
    ),
)
post_delete.connect(apres_suppression, dispatch_uid="catalogue.apres_suppression")
