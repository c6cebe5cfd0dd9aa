"""Writes on attendance: gestures are added, the latest one wins, two devices that disagree are listed."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.db.models.functions import Lower
from django.utils import timezone

from centre.journal.operations import consigner
from centre.publications import operations as ecriture
from centre.publications.acces import exiger
from centre.temps import date_locale

from ..acces import suit_les_personnes
from ..enums import EtatPresence, Geste
from ..models import Inscription, Jeudi, Marque, Presence, Seance, Sollicitation
from .attestations import reunir_les_attestations, revoir_les_attestations


@dataclass(frozen=True)
class Pointage:
    """One gesture as received. ``age``: how long ago it was made, by the device's own clock; ``vue``: the last gesture that
    device knew of for this person and demi-journée (0: none); ``sequence`` 0: the next rank of that device.
    """

    inscription: int
    seance: int
    demi_journee: str
    etat: str
    appareil: str
    sequence: int = 0
    age: dt.timedelta = field(default=dt.timedelta())
    vue: int = 0
    geste: str = Geste.LISTE


@dataclass(frozen=True)
class Bilan:
    """What a batch did: gestures written, presences that changed, presences where two devices now disagree."""

    ecrites: int
    changees: list[Presence]
    conflits: list[Presence]


@transaction.atomic
def pointer(*, jeudi: Jeudi, pointages: Iterable[Pointage], par: Any) -> Bilan:
    """Mark people of ``jeudi``; the team alone. A gesture already received is skipped, one about nobody of this Jeudi too.

    Raises PermissionDenied, ValidationError for a Jeudi that is not published or is cancelled.
    """
    vivant = ecriture.verrouiller(jeudi)
    exiger(suit_les_personnes(par, vivant))
    if not vivant.est_publie or vivant.annule_le:
        raise ValidationError("On émarge un Jeudi publié, et qui a lieu.")
    return poser(vivant, list(pointages), par)


def poser(jeudi: Jeudi, pointages: list[Pointage], par: Any) -> Bilan:
    """``pointer`` once the right is checked and the Jeudi's row locked."""
    seances = {s.pk: s for s in jeudi.seances.all()}
    inscriptions = {i.pk: i for i in jeudi.inscriptions.filter(pk__in={p.inscription for p in pointages})}
    deja = set(Marque.objects.filter(appareil__in={p.appareil for p in pointages}).values_list("appareil", "sequence"))
    en_place = {(p.inscription_id, p.seance_id, p.demi_journee): p for p in Presence.objects.du(jeudi).select_related("marque")}
    personnes = _personnes(jeudi, list(inscriptions.values()))
    ecrites = 0
    changees: dict[tuple[int, int, str], Presence] = {}
    conflits: dict[tuple[int, int, str], Presence] = {}
    for p in pointages:
        seance = seances.get(p.seance)
        valide = p.inscription in inscriptions and seance is not None and p.demi_journee in seance.demi_journees
        if not valide or p.etat not in EtatPresence.values or (p.sequence and (p.appareil, p.sequence) in deja):
            continue
        marque = _ecrire(p, par)
        deja.add((marque.appareil, marque.sequence))
        ecrites += 1
        cle = (p.inscription, p.seance, p.demi_journee)
        presence = en_place.get(cle) or Presence(
            inscription_id=p.inscription, seance_id=p.seance, demi_journee=p.demi_journee, etat=EtatPresence.A_POINTER,
            personne=personnes[p.inscription],
        )  # fmt: skip
        avant = presence.etat
        _appliquer(presence, marque, p.vue)
        en_place[cle] = presence
        if presence.etat != avant:
            changees[cle] = presence
        if presence.autre_id:
            conflits[cle] = presence
    revoir_les_attestations(jeudi, {presence.inscription_id for presence in changees.values()})
    if ecrites:
        consigner(acteur=par, verbe="jeudi.pointer", objet=jeudi, details={"gestes": ecrites, "changees": len(changees)})
    return Bilan(ecrites, list(changees.values()), list(conflits.values()))


def _ecrire(p: Pointage, par: Any) -> Marque:
    """The gesture, at its instant by this server's clock; on one device the rank decides, whatever its clock became meanwhile."""
    recu = timezone.now()
    siennes = Marque.objects.filter(appareil=p.appareil)
    sequence = p.sequence or (siennes.aggregate(n=Max("sequence"))["n"] or 0) + 1
    avant = siennes.filter(sequence__lt=sequence).aggregate(fin=Max("instant"))["fin"]
    instant = recu - max(p.age, dt.timedelta())
    return Marque.objects.create(
        inscription_id=p.inscription,
        seance_id=p.seance,
        demi_journee=p.demi_journee,
        etat=p.etat,
        geste=p.geste,
        appareil=p.appareil,
        sequence=sequence,
        instant=max(instant, avant) if avant else instant,
        recu_le=recu,
        par=par if getattr(par, "pk", None) else None,
    )


def _appliquer(presence: Presence, marque: Marque, vue: int) -> None:
    """The latest gesture wins; one made on another device without knowing of the other, and saying otherwise, is a conflict."""
    actuelle = presence.marque
    if actuelle is None:
        presence.marque, presence.etat = marque, marque.etat
        presence.save()
        return
    gagne = (marque.instant, marque.pk) >= (actuelle.instant, actuelle.pk)
    ignorait = marque.geste != Geste.DECISION and vue != actuelle.pk and marque.appareil != actuelle.appareil
    if gagne:
        presence.autre = actuelle if ignorait and actuelle.etat != marque.etat else None
        presence.marque, presence.etat = marque, marque.etat
    elif ignorait and actuelle.etat != marque.etat and actuelle.geste != Geste.DECISION:
        presence.autre = marque
    presence.save()


def _personnes(jeudi: Jeudi, inscriptions: list[Inscription]) -> dict[int, uuid.UUID]:
    """The lasting number of each person: the one they were given at another Jeudi, by account then by address, else a new one."""
    membres = sorted({i.membre_id for i in inscriptions if i.membre_id})
    # The rows are held: the same person marked for the first time at two Jeudis at once gets one number.
    list(get_user_model()._default_manager.select_for_update().filter(pk__in=membres).order_by("pk").values_list("pk"))
    connues = dict(Presence.objects.filter(inscription__membre__in=membres).values_list("inscription__membre", "personne"))
    adresses = {i.courriel.lower() for i in inscriptions if not i.membre_id and i.courriel}
    ailleurs = Presence.objects.filter(inscription__membre=None).annotate(adresse=Lower("inscription__courriel"))
    par_adresse = dict(ailleurs.filter(adresse__in=adresses).values_list("adresse", "personne"))
    ici = dict(Presence.objects.du(jeudi).values_list("inscription", "personne"))
    numeros = {}
    for i in inscriptions:
        connue = ici.get(i.pk) or (connues.get(i.membre_id) if i.membre_id else par_adresse.get(i.courriel.lower()))
        numeros[i.pk] = connue or uuid.uuid4()
    return numeros


@transaction.atomic
def trancher(*, presence: Presence, etat: str, par: Any) -> Presence:
    """The team decides between two gestures that disagree: a third one, which both give way to."""
    jeudi = ecriture.verrouiller(presence.seance.jeudi)
    exiger(suit_les_personnes(par, jeudi))
    if etat not in EtatPresence.values:
        raise ValidationError("Choisissez ce qui est juste.")
    decision = Pointage(
        presence.inscription_id, presence.seance_id, presence.demi_journee, etat, str(uuid.uuid4()), geste=Geste.DECISION
    )
    poser(jeudi, [decision], par)
    return Presence.objects.get(pk=presence.pk)


def exiger_les_emargees(jeudi: Jeudi, horaires: Mapping[int | None, Any]) -> None:
    """A séance with attendance keeps its day and its demi-journées. ``horaires``: what each séance kept becomes, by key.

    Raises ValidationError, in French.
    """
    emargees = Presence.objects.du(jeudi).exclude(etat=EtatPresence.A_POINTER).values_list("seance", "demi_journee")
    demies: dict[int, set[str]] = {}
    for pk, demi in emargees:
        demies.setdefault(pk, set()).add(demi)
    for seance in Seance.toutes.filter(pk__in=demies):
        voulu = horaires.get(seance.pk)
        nouvelle = Seance(debut=voulu.debut, fin=voulu.fin) if voulu else None
        if nouvelle is None or nouvelle.jour != seance.jour or not demies[seance.pk] <= set(nouvelle.demi_journees):
            message = f"La séance du {date_locale(seance.jour)} est déjà émargée : gardez son jour et ses demi-journées."
            raise ValidationError({"__all__": message})


@transaction.atomic
def reunir_les_presences(*, de: Inscription, vers: Inscription) -> None:
    """Two registrations of one person at one Jeudi become one: gestures follow, « présent » is kept, nobody counts twice."""
    Marque.objects.filter(inscription=de).update(inscription=vers)
    siennes = {(p.seance_id, p.demi_journee): p for p in Presence.objects.filter(inscription=vers)}
    for presence in Presence.objects.filter(inscription=de):
        autre = siennes.get((presence.seance_id, presence.demi_journee))
        if autre is None:
            Presence.objects.filter(pk=presence.pk).update(inscription=vers)
        elif presence.etat == EtatPresence.PRESENT and autre.etat != EtatPresence.PRESENT:
            autre.delete()
            Presence.objects.filter(pk=presence.pk).update(inscription=vers)
    if not Sollicitation.objects.filter(inscription=vers).exists():
        Sollicitation.objects.filter(inscription=de).update(inscription=vers)
    reunir_les_attestations(de=de, vers=vers)


def reunir_les_personnes(garde: Any) -> int:
    """After a merge of accounts, one number for the person everywhere. Returns how many presences changed."""
    numero = Presence.objects.de(garde).values_list("personne", flat=True).first()
    return Presence.objects.de(garde).exclude(personne=numero).update(personne=numero) if numero else 0
