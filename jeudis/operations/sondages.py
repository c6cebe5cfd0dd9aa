"""Writes on date polls: opened, answered, closed on the date chosen."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from centre.espaces.acces import est_membre, peut
from centre.espaces.enums import Niveau
from centre.espaces.models import Espace
from centre.journal.operations import consigner
from centre.membres.models import Membre
from centre.publications.acces import exiger, peut_modifier

from ..models import DateProposee, Jeudi, ReponseDeDate, Sondage
from .seances import Horaire, dater


def peut_animer_le_sondage(sondage: Sondage, membre: Any) -> bool:
    """Who animates its espace: the team, or the groupe's animators."""
    return est_membre(membre) and peut(membre, Niveau.ANIMER, sondage.espace_id)


@transaction.atomic
def ouvrir_un_sondage(
    *, titre: str, mot: str = "", espace: Espace, jeudi: Jeudi | None = None, dates: Iterable[Horaire], jusqu_au: Any = None,
    par: Any, jeton: uuid.UUID | None = None, exemple: bool = False,
) -> Sondage:  # fmt: skip
    """Propose dates to the members of an espace; for a Jeudi, ``par`` may also write it. The same form twice is one poll."""
    exiger(peut(par, Niveau.ANIMER, espace.pk) and not espace.ouvert and (jeudi is None or peut_modifier(jeudi, par)))
    Membre.objects.select_for_update(of=("self",)).get(pk=par.pk)
    jeton = uuid.uuid5(jeton, str(par.pk)) if jeton else uuid.uuid4()
    deja = Sondage.objects.filter(jeton=jeton).first()
    if deja is not None:
        return deja
    sondage = Sondage.objects.create(
        titre=titre, mot=mot, espace=espace, jeudi=jeudi, jusqu_au=jusqu_au, par=par, jeton=jeton, exemple=exemple
    )
    uniques = {(h.debut, h.fin) for h in dates}
    DateProposee.objects.bulk_create(DateProposee(sondage=sondage, debut=debut, fin=fin) for debut, fin in sorted(uniques))
    consigner(acteur=par, verbe="sondage.ouvrir", objet=sondage)
    return sondage


@transaction.atomic
def repondre_au_sondage(*, sondage: Sondage, membre: Any, reponses: Mapping[int, str]) -> None:
    """Keep what ``membre`` says of the dates (pk → Disponibilite); said again, it replaces. Raises PermissionDenied once closed."""
    vif = Sondage.objects.select_for_update(of=("self",)).get(pk=sondage.pk)
    exiger(est_membre(membre) and peut(membre, Niveau.CONSULTER, vif.espace_id) and vif.est_ouvert)
    for date in vif.dates.filter(pk__in=reponses):
        valeurs = {"valeur": reponses[date.pk], "donnee_le": timezone.now()}
        ReponseDeDate.objects.update_or_create(date=date, membre=membre, defaults=valeurs)


@transaction.atomic
def choisir_la_date(*, sondage: Sondage, date: DateProposee, par: Any) -> Sondage:
    """Close the poll on a date, which becomes a séance of its Jeudi; who answered gets one mail. A second click changes nothing."""
    from .. import courriels

    vif = Sondage.objects.select_for_update(of=("self",)).get(pk=sondage.pk)
    exiger(peut_animer_le_sondage(vif, par) and date.sondage_id == vif.pk)
    if vif.clos_le:
        return vif
    vif.choisie, vif.clos_le = date, timezone.now()
    vif.save(update_fields=["choisie", "clos_le"])
    if vif.jeudi is not None:
        horaires = {(s.debut, s.fin): Horaire(s.debut, s.fin, s.titre, s.lieu) for s in vif.jeudi.seances.all()}
        horaires.setdefault((date.debut, date.fin), Horaire(date.debut, date.fin))
        dater(jeudi=vif.jeudi, horaires=horaires.values(), par=par)
    for membre in repondants(vif):
        courriels.annoncer_la_date(vif, membre)
    consigner(acteur=par, verbe="sondage.choisir", objet=vif, details={"date": date.pk})
    return vif


@transaction.atomic
def clore_le_sondage(*, sondage: Sondage, par: Any) -> None:
    """Close without a date; nobody is written to."""
    vif = Sondage.objects.select_for_update(of=("self",)).get(pk=sondage.pk)
    exiger(peut_animer_le_sondage(vif, par))
    if not vif.clos_le:
        vif.clos_le = timezone.now()
        vif.save(update_fields=["clos_le"])
        consigner(acteur=par, verbe="sondage.clore", objet=vif)


def repondants(sondage: Sondage) -> Any:
    """Active members who answered."""
    reponses = ReponseDeDate.objects.filter(date__sondage=sondage)
    return Membre.objects.actifs().filter(pk__in=reponses.values("membre")).par_nom()


def purger_les_reponses() -> int:
    """Forget who could come when, six months after; how many rows."""
    return ReponseDeDate.objects.perimees().delete()[0]
