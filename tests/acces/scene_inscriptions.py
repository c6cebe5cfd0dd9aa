"""A Jeudi open without account, its links, and three people who share a ride."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING

from django.utils import timezone

from centre.espaces.models import Espace
from centre.liens.enums import Action
from centre.liens.operations import creer_lien
from centre.publications import operations
from jeudis.models import Inscription, Jeudi, Trajet
from jeudis.operations import (
    Bulletin,
    Horaire,
    Identite,
    changer_le_bulletin,
    creer_jeudi,
    demander_sans_compte,
    inscrire,
    inscrire_sans_compte,
)

if TYPE_CHECKING:
    from .scene import Scene


def poser_les_inscriptions(scene: Scene) -> None:
    """« pays » and « agglo » start from the same territoire; one address is to be confirmed, one registered."""
    par, debut = scene.gens["animatrice"], timezone.now() + dt.timedelta(days=30)
    ouvert = Espace.objects.get(slug="ouvert")
    jeudi = creer_jeudi(
        jeudi=Jeudi(jeton=uuid.uuid4(), titre="Jeudi sans compte", lieu="Rouen"), espace=ouvert, espace_inscription=ouvert,
        horaires=[Horaire(debut, debut + dt.timedelta(hours=3))], par=par,
    )  # fmt: skip
    jeudi = operations.publier(publication=jeudi, par=par)
    for nom in ("pays", "agglo"):
        bulletin = Bulletin(trajet=Trajet(genre="propose", territoire=scene.territoire))
        inscrire(jeudi=jeudi, membre=scene.gens[nom], par=scene.gens[nom], bulletin=bulletin)
    demander_sans_compte(jeudi=jeudi, identite=Identite(nom="Martin", courriel="lea@caf.example"), bulletin=Bulletin())
    venue = inscrire_sans_compte(jeudi=jeudi, identite=Identite(nom="Roy", courriel="ana@caf.example"), par=par)
    changer_le_bulletin(
        inscription=venue, bulletin=Bulletin(trajet=Trajet(genre="cherche", territoire=scene.territoire)), par=par
    )
    demandee = Inscription.objects.get(courriel="lea@caf.example")
    scene.mots |= {
        "sans_compte": jeudi.slug,
        "trajet_agglo": Trajet.objects.get(inscription__membre=scene.gens["agglo"]).pk,
        "lien_place": _lien(demandee, Action.CONFIRMER),
        "lien_gerer": _lien(venue, Action.CONTRIBUER),
    }


def _lien(inscription: Inscription, action: Action) -> str:
    fin = timezone.now() + dt.timedelta(days=1)
    chemin = creer_lien(objet=inscription, action=action, adresse=inscription.courriel, expire_le=fin)
    return chemin.strip("/").split("/")[1]
