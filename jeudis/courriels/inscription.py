"""The mails a Jeudi sends: one per change of a registration, one to each person per change of the Jeudi."""

from __future__ import annotations

from typing import Any

from centre.courriels.operations import envoyer

from ..calendrier import calendrier
from ..enums import EtatInscription
from ..models import Inscription


def _ecrire(genre: str, inscription: Inscription, *, agenda: bool = False, annule: bool = False, evenement: str = "") -> None:
    """``evenement``: what happened, when it is not a change of the registration itself."""
    if inscription.membre is None:
        return
    jeudi = inscription.jeudi
    pieces: list[tuple[str, str, bytes]] = []
    if agenda:
        methode = "CANCEL" if annule else "PUBLISH"
        fichier = calendrier([jeudi], methode=methode, annule=annule, changements=inscription.version - 1)
        pieces = [("jeudi.ics", f"text/calendar; method={methode}; charset=utf-8", fichier)]
    contexte: dict[str, Any] = {"jeudi": jeudi, "seances": list(jeudi.seances.all()), "inscription": inscription}
    envoyer(
        genre=genre,
        evenement=evenement or f"inscription-{inscription.pk}-{inscription.version}",
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


def _du_jeudi(genre: str, inscription: Inscription, *, annule: bool = False) -> None:
    """One per version of the Jeudi; the calendar file to who has a seat."""
    jeudi, place = inscription.jeudi, inscription.etat == EtatInscription.INSCRIT
    _ecrire(genre, inscription, agenda=place, annule=annule, evenement=f"jeudi-{jeudi.pk}-{jeudi.sequence}")


def annoncer_le_changement(inscription: Inscription) -> None:
    """« Les dates ou le lieu ont changé », with the calendar file that moves the event."""
    _du_jeudi("jeudi_changement", inscription)


def annoncer_le_jeudi_annule(inscription: Inscription) -> None:
    """« Ce Jeudi n’aura pas lieu »; the file takes the event out of the calendar of who had a seat."""
    _du_jeudi("jeudi_annule", inscription, annule=True)


def annoncer_le_jeudi_retabli(inscription: Inscription) -> None:
    """« Ce Jeudi aura bien lieu »; the file puts the event back."""
    _du_jeudi("jeudi_retabli", inscription)
