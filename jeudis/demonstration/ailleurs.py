"""Stage of the demonstration: others' events around today, typed by members or read in a calendar, and who goes."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.db import transaction

from centre.espaces.models import Espace
from centre.registre import Demonstration
from centre.themes.models import Theme

from .. import operations
from ..models import Evenement

DEMO = uuid.UUID("7b0f1c54-3a86-4c7f-8f44-5d9a7f0a4c21")
#: Weeks from today, whole days, title, place, organiser, espace, who typed it, themes, who goes.
LIGNES: list[tuple[int, int, str, str, str, str, str, list[str], list[str]]] = [
    (3, 2, "Colloque « Habiter les bourgs »", "Caen (exemple)", "Réseau des bourgs (exemple)", "ouvert", "animatrice",
     ["logement"], ["pays", "ville"]),
    (6, 1, "Formation : animer un conseil citoyen", "Le Havre (exemple)", "Centre de ressources voisin (exemple)", "reseau", "ville",
     ["participation-habitants"], ["agglo"]),
    (-9, 1, "Journée nationale des agents de développement", "Paris (exemple)", "Association nationale (exemple)", "reseau", "pays", [], ["pays"]),
]  # fmt: skip


def peupler_l_ailleurs(demo: Demonstration) -> None:
    """Each is typed while to come, then put at its date; one already there takes the marks of this run alone."""
    for rang, ligne in enumerate(LIGNES):
        deja = Evenement.objects.filter(jeton=uuid.uuid5(DEMO, str(rang))).first()
        _marquer(demo, deja or _evenement(demo, rang, ligne))
    _import(demo)


@transaction.atomic
def _evenement(demo: Demonstration, rang: int, ligne: tuple[Any, ...]) -> Evenement:
    semaines, jours, titre, lieu, organisateur, espace, auteur, themes, vont = ligne
    futur = demo.aujourd_hui + dt.timedelta(weeks=abs(semaines))
    evenement = operations.enregistrer_un_evenement(
        evenement=Evenement(
            jeton=uuid.uuid5(DEMO, str(rang)), titre=titre, lieu=lieu, organisateur=organisateur,
            premier_jour=futur, dernier_jour=futur + dt.timedelta(days=jours - 1), de=dt.time(9, 30), a=dt.time(17),
        ),
        espace=Espace.objects.get(slug=espace), themes=Theme.objects.filter(slug__in=themes),
        par=demo.acquis["membres"][auteur], exemple=True,
    )  # fmt: skip
    for compte in vont:
        operations.dire_j_y_vais(evenement=evenement, membre=demo.acquis["membres"][compte], vient=True)
    if semaines < 0:
        ecart = 2 * dt.timedelta(weeks=semaines)
        evenement.premier_jour, evenement.dernier_jour = futur + ecart, futur + ecart + dt.timedelta(days=jours - 1)
        evenement = operations.enregistrer_un_evenement(
            evenement=evenement, espace=evenement.espace, par=demo.acquis["membres"][auteur]
        )
    return evenement


@transaction.atomic
def _marquer(demo: Demonstration, evenement: Evenement) -> None:
    avant = (evenement.titre, evenement.lieu)
    evenement.titre, evenement.lieu = (
        demo.marquer(texte, evenement.espace.slug, "evenement", evenement.pk) for texte in (evenement.titre, evenement.lieu)
    )
    if (evenement.titre, evenement.lieu) != avant:
        operations.enregistrer_un_evenement(
            evenement=evenement, espace=evenement.espace, themes=evenement.themes.all(), par=demo.acquis["membres"]["animatrice"]
        )


def _import(demo: Demonstration) -> None:
    """The calendar of another centre, read twice: the second reading changes nothing."""
    par, jour = demo.acquis["membres"]["animatrice"], demo.aujourd_hui + dt.timedelta(weeks=4)
    octets = (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//exemple//FR\r\nX-WR-CALNAME:Agenda d’un centre voisin (exemple)\r\n"
        "BEGIN:VEVENT\r\nUID:atelier@exemple.example\r\nDTSTAMP:20260101T000000Z\r\n"
        f"DTSTART;TZID=Europe/Paris:{jour:%Y%m%d}T140000\r\nDTEND;TZID=Europe/Paris:{jour:%Y%m%d}T163000\r\n"
        "SUMMARY:Atelier mensuel d’un centre voisin (exemple)\r\nLOCATION:Rouen (exemple)\r\nRRULE:FREQ=MONTHLY;COUNT=3\r\n"
        "END:VEVENT\r\nEND:VCALENDAR\r\n"
    ).encode()
    if not Evenement.objects.filter(cle_source__startswith="atelier@exemple.example").exists():
        lu = operations.preparer_l_agenda(octets=octets, nom="", espace=Espace.objects.get(slug="ouvert"), passes=False, par=par)
        operations.appliquer_l_agenda(importation=lu, par=par)
        Evenement.objects.filter(importation=lu).update(exemple=True)
