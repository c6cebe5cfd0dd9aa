"""The mails a Jeudi sends: one per change of a registration."""

from __future__ import annotations

from typing import Any

from centre.courriels.operations import envoyer

from .calendrier import calendrier
from .models import Inscription


def _ecrire(genre: str, inscription: Inscription, *, agenda: bool = False, annule: bool = False) -> None:
    if inscription.membre is None:
        return
    jeudi = inscription.jeudi
    pieces: list[tuple[str, str, bytes]] = []
    if agenda:
        methode = "CANCEL" if annule else "PUBLISH"
        pieces = [
            ("jeudi.ics", f"text/calendar; method={methode}; charset=utf-8", calendrier([jeudi], methode=methode, annule=annule))
        ]
    contexte: dict[str, Any] = {"jeudi": jeudi, "seances": list(jeudi.seances.all()), "inscription": inscription}
    envoyer(
        genre=genre,
        evenement=f"inscription-{inscription.pk}-{inscription.version}",
        destinataire=inscription.membre,
        objet=jeudi,
        contexte=contexte,
        pieces=pieces,
    )


def convoquer(inscription: Inscription) -> None:
    """« Votre place est réservée », with the calendar file."""
    _ecrire("jeudi_inscription", inscription, agenda=True)


def mettre_en_attente(inscription: Inscription) -> None:
    """« Vous êtes sur la liste d’attente »."""
    _ecrire("jeudi_attente", inscription)


def promouvoir_par_courriel(inscription: Inscription) -> None:
    """« Une place s’est libérée : elle est à vous », with the calendar file."""
    _ecrire("jeudi_promotion", inscription, agenda=True)


def annoncer_l_annulation(inscription: Inscription) -> None:
    """« Votre inscription est annulée », which takes the event out of the calendar."""
    _ecrire("jeudi_annulation", inscription, agenda=True, annule=True)
