"""What one member's own calendar holds, asked anew at each request with their rights of the moment."""

from __future__ import annotations

from typing import Any

from icalendar import Event

from centre.espaces.acces import ids

from .calendrier import Etat, composer, evenements_du_jeudi
from .enums import EtatInscription
from .models import AgendaPersonnel, Inscription, Jeudi, Visio
from .operations import visios_de

NOM = "Mes Jeudis"
STATUTS = {
    EtatInscription.INSCRIT.value: ("CONFIRMED", ""),
    EtatInscription.EN_ATTENTE.value: ("TENTATIVE", "Liste d’attente : "),
}


def contenu(agenda: AgendaPersonnel) -> bytes:
    """Their registrations, those given up too (marked cancelled: a calendar then takes them out); the Jeudis they may come to.

    The link to follow from afar goes with a seat, as in the mails: neither who waits nor who may come is given it.
    """
    membre: Any = agenda.membre
    lisibles = Jeudi.objects.visibles_pour(membre).publies().pour_un_agenda()
    evenements: list[Event] = []
    jeudis = {jeudi.pk: jeudi for jeudi in lisibles.filter(inscriptions__membre=membre)}
    siennes = list(Inscription.objects.de(membre).filter(jeudi__in=jeudis).order_by("jeudi__premier_jour", "jeudi"))
    for inscription in siennes:
        inscription.jeudi = jeudis[inscription.jeudi_id]
    visios = visios_de(siennes)
    for inscription in siennes:
        evenements += evenements_du_jeudi(inscription.jeudi, _etat(inscription, visios.get(inscription.jeudi_id)))
    if agenda.propositions:
        ouverts = lisibles.a_venir().filter(espace_inscription__in=ids(membre), annule_le__isnull=True).exclude(pk__in=jeudis)
        for jeudi in ouverts:
            evenements += evenements_du_jeudi(jeudi, Etat("TENTATIVE", avant="Possible : "))
    return composer(evenements, nom=NOM)


def _etat(inscription: Inscription, visio: Visio | None) -> Etat:
    statut, avant = STATUTS.get(inscription.etat, ("CANCELLED", ""))
    return Etat(statut, inscription.changee_le, inscription.version - 1, avant, visio)
