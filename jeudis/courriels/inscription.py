"""The mails a Jeudi sends: one per change of a registration, one to each person per change of the Jeudi."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from centre.courriels.operations import envoyer
from centre.courriels.rendu import site
from centre.liens.enums import Action
from centre.liens.operations import creer_lien

from ..calendrier import calendrier
from ..enums import EtatInscription, EtatVoeu
from ..models import Inscription, Regles, Seance
from ..operations import motif_d_attente
from ..operations.programme import visio_de

#: How long after the Jeudi the link of who has no account still opens.
APRES = dt.timedelta(days=2)


def ecrire(
    genre: str, inscription: Inscription, *, agenda: bool = False, annule: bool = False, evenement: str = "", **contexte: Any
) -> None:
    """Write one mail to the person of a registration, with the calendar file when ``agenda``.

    ``evenement``: what happened, when it is not a change of the registration itself. Nobody to write to: nothing."""
    if inscription.membre is None and not inscription.courriel:
        return
    jeudi = inscription.jeudi
    visio = visio_de(inscription)
    pieces: list[tuple[str, str, bytes]] = []
    if agenda:
        methode = "CANCEL" if annule else "PUBLISH"
        changements = inscription.version - 1
        fichier = calendrier([jeudi], methode=methode, annule=annule, changements=changements, visio=visio)
        pieces = [("jeudi.ics", f"text/calendar; method={methode}; charset=utf-8", fichier)]
    contexte |= {"jeudi": jeudi, "seances": list(jeudi.seances.all()), "inscription": inscription, "visio": visio}
    if inscription.membre is None:
        contexte["destinataire"] = inscription
        if inscription.etat in (EtatInscription.INSCRIT, EtatInscription.EN_ATTENTE):
            contexte["gerer"] = lien_de_gestion(inscription)
    envoyer(
        genre=genre,
        evenement=evenement or f"inscription-{inscription.pk}-{inscription.version}",
        destinataire=inscription.membre,
        adresse=inscription.courriel if inscription.membre is None else "",
        objet=jeudi,
        contexte=contexte,
        pieces=pieces,
    )


def lien(inscription: Inscription, action: Action, fin: dt.datetime) -> str:
    """The full address of a signed link for the person of a registration."""
    membre = inscription.membre
    adresse = "" if membre else inscription.courriel
    return site() + creer_lien(objet=inscription, action=action, titulaire=membre, adresse=adresse, expire_le=fin)


def lien_de_gestion(inscription: Inscription) -> str:
    """A full address where who has no account changes or cancels their registration, until the Jeudi is over."""
    fins = [seance.fin for seance in inscription.jeudi.seances.all()]
    return lien(inscription, Action.CONTRIBUER, max([timezone.now(), *fins]) + APRES)


def _ateliers(inscription: Inscription) -> dict[str, Any]:
    """The ateliers somebody has, and those they wait for."""
    voeux = list(inscription.voeux.select_related("atelier").order_by("atelier__seance__debut", "ordre"))
    retenus = [voeu.atelier for voeu in voeux if voeu.etat == EtatVoeu.RETENU]
    servies = {atelier.seance_id: voeu.ordre for voeu in voeux for atelier in retenus if voeu.atelier_id == atelier.pk}
    attendus = [v.atelier for v in voeux if v.etat != EtatVoeu.RETENU and v.ordre < servies.get(v.atelier.seance_id, 99)]
    return {"ateliers": retenus, "ateliers_attendus": attendus}


def convoquer(inscription: Inscription) -> None:
    """« Votre place est réservée », with the calendar file."""
    ecrire("jeudi_inscription", inscription, agenda=True, **_ateliers(inscription))


def mettre_en_attente(inscription: Inscription) -> None:
    """« Vous êtes sur la liste d’attente »."""
    regles = Regles.objects.pour(inscription.jeudi)
    ecrire("jeudi_attente", inscription, motif=motif_d_attente(inscription), regles=regles)


def promouvoir_par_courriel(inscription: Inscription) -> None:
    """« Une place s’est libérée : elle est à vous », with the calendar file."""
    ecrire("jeudi_promotion", inscription, agenda=True, **_ateliers(inscription))


def offrir(inscription: Inscription) -> None:
    """« Une place est à vous jusqu’à… », with the link that takes it or leaves it."""
    fin = inscription.offerte_jusqu_au
    if fin is not None:
        ecrire("jeudi_offre", inscription, repondre=lien(inscription, Action.CONFIRMER, fin), fin=fin)


def dire_l_offre_finie(inscription: Inscription) -> None:
    """« La place est allée à la personne suivante »."""
    ecrire("jeudi_offre_finie", inscription)


def annoncer_l_atelier(inscription: Inscription) -> None:
    """« Votre atelier change »: a seat came free in a better choice."""
    ecrire("jeudi_atelier", inscription, **_ateliers(inscription))


def annoncer_l_annulation(inscription: Inscription) -> None:
    """« Votre inscription est annulée », which takes the event out of the calendar."""
    ecrire("jeudi_annulation", inscription, agenda=True, annule=True)


def rappeler(inscription: Inscription, seance: Seance, delai: int) -> None:
    """« C’est dans une semaine », « C’est demain », with the calendar file; one per person, day and delay."""
    evenement = f"rappel-{inscription.pk}-{seance.jour:%Y-%m-%d}-{delai}"
    ecrire("jeudi_rappel", inscription, agenda=True, evenement=evenement, seance=seance, **_ateliers(inscription))


def _du_jeudi(genre: str, inscription: Inscription, *, annule: bool = False) -> None:
    """One per version of the Jeudi; the calendar file to who has a seat."""
    jeudi, place = inscription.jeudi, inscription.etat == EtatInscription.INSCRIT
    ecrire(genre, inscription, agenda=place, annule=annule, evenement=f"jeudi-{jeudi.pk}-{jeudi.sequence}")


def annoncer_le_changement(inscription: Inscription) -> None:
    """« Les dates ou le lieu ont changé », with the calendar file that moves the event of who has a seat."""
    _du_jeudi("jeudi_changement", inscription)


def annoncer_le_jeudi_annule(inscription: Inscription) -> None:
    """« Ce Jeudi n’aura pas lieu »; the file takes the event out of the calendar of who had a seat."""
    _du_jeudi("jeudi_annule", inscription, annule=True)


def annoncer_le_jeudi_retabli(inscription: Inscription) -> None:
    """« Ce Jeudi aura bien lieu »; the file puts the event back."""
    _du_jeudi("jeudi_retabli", inscription)
