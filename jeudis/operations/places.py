"""Who may have a seat now: capacity, seats kept for a public, quota by territoire. The Jeudi's row is locked by the callers."""

from __future__ import annotations

import datetime as dt
import math
from typing import Any

from django.db import connection
from django.db.models import Max

from ..acces import suit_les_personnes
from ..enums import EtatInscription, MotifAttente
from ..models import Inscription, Jeudi, Participant, Regles

#: Who acts: the holder of a signed link on the registration, checked by ``centre.liens``.
PAR_LIEN: Any = object()
#: This close to the Jeudi, a freed seat is given and no longer offered.
TROP_PRES = dt.timedelta(hours=24)


def l_heure() -> dt.datetime:
    """Now, by the database's clock: one clock for every process, read after the lock was obtained."""
    with connection.cursor() as curseur:
        curseur.execute("SELECT statement_timestamp()")
        return curseur.fetchone()[0]


def repond_de(par: Any, inscription: Inscription, jeudi: Jeudi) -> bool:
    """Whether ``par`` may change that registration: the person, the holder of its link, the team."""
    if par is PAR_LIEN:
        return True
    return par.pk is not None and (inscription.membre_id == par.pk or suit_les_personnes(par, jeudi))


def acteur(par: Any) -> Any:
    """``par`` for the journal: nobody is named behind a link."""
    return None if par is PAR_LIEN else par


def rang_suivant(jeudi: Jeudi) -> int:
    """After everybody who asked."""
    return (jeudi.inscriptions.aggregate(dernier=Max("rang"))["dernier"] or 0) + 1


class Salle:
    """The seats of a Jeudi as they are now, and who may take one."""

    def __init__(self, jeudi: Jeudi) -> None:
        self.jeudi, self.regles = jeudi, Regles.objects.pour(jeudi)
        self.reglee = self.regles.en_vigueur(l_heure())
        tiennent = jeudi.inscriptions.tenant_une_place()
        self._occupants: list[Participant] = []
        if self.reglee:
            self._occupants = [inscription.participant for inscription in tiennent.avec_participant()]
        self.prises = len(self._occupants) if self.reglee else tiennent.count()

    def occuper(self, inscription: Inscription) -> None:
        """Count one seat more, given or offered to that person."""
        self.prises += 1
        if self.reglee:
            self._occupants.append(inscription.participant)

    def motif(self, inscription: Inscription) -> MotifAttente | None:
        """Why that person (a row read with ``avec_participant``) gets no seat now; None: one may be theirs."""
        if self.jeudi.places is not None and self.prises >= self.jeudi.places:
            return MotifAttente.COMPLET
        if not self.reglee:
            return None
        qui, regles = inscription.participant, self.regles
        if regles.categories and qui.categorie not in regles.categories and self._les_autres_ont_leur_part():
            return MotifAttente.PRIORITE
        maximum = regles.max_par_territoire
        if maximum and any(self._venus_de(territoire.pk) >= maximum for territoire in qui.territoires):
            return MotifAttente.TERRITOIRE
        return None

    def _les_autres_ont_leur_part(self) -> bool:
        """The seats not kept back are taken. Without a number of seats, only « all of them » means something."""
        if self.jeudi.places is None:
            return self.regles.part == 100
        gardees = math.ceil(self.jeudi.places * self.regles.part / 100)
        autres = sum(qui.categorie not in self.regles.categories for qui in self._occupants)
        return autres >= self.jeudi.places - gardees

    def _venus_de(self, territoire: int) -> int:
        return sum(any(t.pk == territoire for t in qui.territoires) for qui in self._occupants)

    def a_une_place_pour(self, inscription: Inscription) -> bool:
        """A seat may be theirs, and nobody who could have it was there before."""
        if self.reglee:
            inscription = Inscription.objects.avec_participant().get(pk=inscription.pk)
        if self.motif(inscription) is not None:
            return False
        devant = self.jeudi.inscriptions.en_attente().filter(offerte_jusqu_au__isnull=True).exclude(pk=inscription.pk)
        if not self.reglee:
            return not devant.exists()
        return all(self.motif(autre) is not None for autre in devant.avec_participant())

    def fin_de_l_offre(self) -> dt.datetime | None:
        """Until when a freed seat is offered, at the end of an hour; None: it is given at once."""
        if not self.regles.offre:
            return None
        fin = l_heure() + dt.timedelta(hours=self.regles.offre_heures)
        if fin.minute or fin.second or fin.microsecond:
            fin = fin.replace(minute=0, second=0, microsecond=0) + dt.timedelta(hours=1)
        debut = self.jeudi.debut
        return None if debut is not None and fin > debut - TROP_PRES else fin


def motif_d_attente(inscription: Inscription) -> MotifAttente | None:
    """Why somebody waits, for the page they read."""
    if inscription.etat != EtatInscription.EN_ATTENTE:
        return None
    lue = Inscription.objects.avec_participant().get(pk=inscription.pk)
    return Salle(lue.jeudi).motif(lue) or MotifAttente.COMPLET
