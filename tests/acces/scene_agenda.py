"""What the lines of the agenda are tried on: events of others in each state, a calendar read, a poll, a theme, an address."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING

from django.utils import timezone

from centre.espaces.models import Espace
from jeudis.models import Evenement
from jeudis.operations import (
    Horaire,
    enregistrer_un_evenement,
    ouvrir_mon_agenda,
    ouvrir_un_sondage,
    preparer_l_agenda,
    proposer_un_besoin,
    retirer_un_evenement,
)

if TYPE_CHECKING:
    from .scene import Scene

ICS = b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\nSUMMARY:Atelier\nDTSTART;VALUE=DATE:20300328\nEND:VEVENT\nEND:VCALENDAR\n"


def poser_l_agenda(scene: Scene) -> None:
    """Each by whoever may."""
    animatrice, autrice, reseau = scene.gens["animatrice"], scene.gens["autrice"], Espace.objects.get(slug="reseau")
    jour = timezone.localdate() + dt.timedelta(days=30)

    def evenement(titre: str, slug: str, par: object) -> Evenement:
        objet = Evenement(jeton=uuid.uuid4(), titre=titre, premier_jour=jour, dernier_jour=jour)
        return enregistrer_un_evenement(evenement=objet, espace=Espace.objects.get(slug=slug), par=par)

    retire = evenement("Retiré", "reseau", autrice)
    retirer_un_evenement(evenement=retire, retirer=True, par=autrice)
    debut = timezone.now() + dt.timedelta(days=40)
    dates = [Horaire(debut + dt.timedelta(days=n), debut + dt.timedelta(days=n, hours=3)) for n in (0, 7)]
    scene.mots |= {
        "ev_ouvert": evenement("Public", "ouvert", animatrice).slug,
        "ev_reseau": evenement("Réseau", "reseau", autrice).slug,
        "ev_retire": retire.slug,
        "agenda_lu": preparer_l_agenda(octets=ICS, nom="Voisins", espace=reseau, passes=False, par=animatrice).pk,
        "agenda_jeton": ouvrir_mon_agenda(membre=scene.gens["pays"], propositions=True),
        "sondage": ouvrir_un_sondage(titre="Réunion", espace=reseau, dates=dates, par=animatrice).pk,
        "besoin": proposer_un_besoin(titre="Observer", par=scene.gens["ville"]).pk,
    }
