"""Writes on when and where a Jeudi takes place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from centre.espaces.acces import peut
from centre.espaces.enums import Niveau
from centre.espaces.models import Espace
from centre.journal.operations import consigner
from centre.publications import operations as ecriture
from centre.publications.acces import exiger, peut_modifier
from centre.registre import annoncer
from centre.taches import differer

from ..models import PARIS, Jeudi, Seance
from .inscriptions import prevenir
from .presences import exiger_les_emargees

#: Time to correct a slip: date and place changed in one go, or twice in a row, are told once.
DELAI = dt.timedelta(minutes=2)


@dataclass(frozen=True)
class Horaire:
    """One séance as typed: aware instants. ``seance``: the key of the row it changes (None: found by its day, else a new one)."""

    debut: dt.datetime
    fin: dt.datetime
    titre: str = ""
    lieu: str = ""
    seance: int | None = None


@transaction.atomic
def creer_jeudi(
    *, jeudi: Jeudi, espace: Espace, espace_inscription: Espace, horaires: Iterable[Horaire], par: Any, exemple: bool = False
) -> Jeudi:
    """A draft Jeudi with its séances. ``espace``: who sees the page; ``espace_inscription``: who may register."""
    exiger(peut(par, Niveau.ANIMER, espace.pk))
    jeudi.espace_inscription = espace_inscription
    cree = ecriture.creer(publication=jeudi, espace=espace, par=par, exemple=exemple)
    dater(jeudi=cree, horaires=horaires, par=par)
    return Jeudi.objects.get(pk=cree.pk)


@transaction.atomic
def dater(*, jeudi: Jeudi, horaires: Iterable[Horaire], par: Any, prevenir: bool = True) -> None:
    """Replace the séances; one taken out of an announced Jeudi stays, as a cancelled row.

    Their days follow on the Jeudi, calendars see a new version, who comes or waits gets a mail.

    ``prevenir``: False for archives entered after the fact. Raises ValidationError when a séance with attendance would go.
    """
    vivant = ecriture.verrouiller(jeudi)
    exiger(peut_modifier(vivant, par))
    voulus = sorted(horaires, key=lambda h: h.debut)
    anciens = [(s.debut, s.fin, s.titre, s.lieu) for s in vivant.seances.all()]
    if anciens == [(h.debut, h.fin, h.titre, h.lieu) for h in voulus]:
        return
    paires = _apparier([*vivant.seances.all(), *_retirees(vivant)], voulus)
    exiger_les_emargees(vivant, {seance.pk: horaire for seance, horaire in paires})
    _remplacer(vivant, paires)
    jours = [h.debut.astimezone(PARIS).date() for h in voulus]
    fins = [h.fin.astimezone(PARIS).date() for h in voulus]
    vivant.premier_jour, vivant.dernier_jour = min(jours, default=None), max(fins, default=None)
    vivant.sequence += 1
    vivant.save(update_fields=["premier_jour", "dernier_jour", "sequence"])
    if vivant.date_publication:
        annoncer(vivant)
        if prevenir:
            annoncer_le_changement(vivant)
    consigner(acteur=par, verbe="jeudi.dater", objet=vivant, details={"seances": len(voulus)})


def _remplacer(vivant: Jeudi, paires: list[tuple[Seance, Horaire]]) -> None:
    """Each row keeps its identity: a calendar moves the event it has, attendance stays with its séance."""
    existantes = list(vivant.seances.all())
    for seance, h in paires:
        seance.debut, seance.fin, seance.titre, seance.lieu, seance.annulee_le = h.debut, h.fin, h.titre, h.lieu, None
        seance.jeudi = vivant
        seance.save()
        existantes = [autre for autre in existantes if autre.pk != seance.pk]
    de_trop = Seance.objects.filter(pk__in=[s.pk for s in existantes])
    if vivant.date_publication:
        de_trop.update(annulee_le=timezone.now())
    else:
        de_trop.delete()


def _retirees(vivant: Jeudi) -> Iterable[Seance]:
    return vivant.seances(manager="toutes").filter(annulee_le__isnull=False)


def _apparier(existantes: list[Seance], voulus: list[Horaire]) -> list[tuple[Seance, Horaire]]:
    """A row for each: the one named, else the one of that very time, else of that day, else the next in force, else a new one."""
    libres, paires = list(existantes), {}
    criteres: list[Callable[[Seance, Horaire], bool]] = [
        lambda s, h: s.pk == h.seance,
        lambda s, h: h.seance is None and (s.debut, s.fin) == (h.debut, h.fin),
        lambda s, h: h.seance is None and s.annulee_le is None and s.jour == h.debut.astimezone(PARIS).date(),
        lambda s, h: h.seance is None and s.annulee_le is None,
    ]
    for critere in criteres:
        for rang, h in enumerate(voulus):
            trouvee = None if rang in paires else next((s for s in libres if critere(s, h)), None)
            if trouvee is not None:
                paires[rang] = trouvee
                libres.remove(trouvee)
    return [(paires.get(rang, Seance()), h) for rang, h in enumerate(voulus)]


def suivre_le_lieu(jeudi: Jeudi) -> None:
    """A published Jeudi just written: calendars see a new version of another place, who comes or waits gets a mail.

    The place waits in the draft and comes with the text: whatever publishes it announces it (``centre.registre.ecoutes``).
    """
    if jeudi.date_publication is None or jeudi.ou == jeudi.lieu_annonce:
        return
    premiere, jeudi.lieu_annonce = jeudi.lieu_annonce is None, jeudi.ou
    if not premiere:
        jeudi.sequence += 1
    jeudi.save(update_fields=["lieu_annonce", "sequence"])
    if not premiere:
        annoncer_le_changement(jeudi)


def annoncer_le_changement(jeudi: Jeudi) -> None:
    """Plan the mail; a later change has its own, and the first then writes to nobody."""
    if not jeudi.est_publie or jeudi.est_passe or jeudi.annule_le or not jeudi.inscriptions.en_cours().exists():
        return
    maintenant = timezone.now()
    differer(
        "jeudis.prevenir_du_changement",
        a_partir_de=maintenant + DELAI,
        jeudi=jeudi.pk,
        sequence=jeudi.sequence,
        change_le=maintenant.isoformat(),
    )


@transaction.atomic
def prevenir_du_changement(*, jeudi: int, sequence: int, change_le: dt.datetime) -> None:
    """Tell who had a seat or waited at that instant of the new date or place; nobody when it changed again, is cancelled or past."""
    actuel = Jeudi.objects.filter(pk=jeudi, sequence=sequence, annule_le__isnull=True).first()
    if actuel is None:
        return
    for inscription in actuel.inscriptions.a_prevenir().filter(changee_le__lte=change_le):
        prevenir(inscription, "annoncer_le_changement")
