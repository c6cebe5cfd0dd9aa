"""Writes of the room: somebody who comes unannounced, a member who signs in with the code."""

from __future__ import annotations

import datetime as dt
import hmac
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from centre.espaces.acces import est_membre
from centre.publications import operations as ecriture
from centre.publications.acces import exiger

from ..acces import suit_les_personnes
from ..enums import DemiJournee, EtatInscription, EtatPresence, Geste
from ..models import PARIS, Inscription, Jeudi, Marque, Presence, Seance
from .presences import Pointage, poser


@transaction.atomic
def accueillir(*, jeudi: Jeudi, pointage: Pointage, par: Any, membre: Any = None, **identite: str) -> Inscription:
    """Somebody comes without being registered: one registration, present at once, whatever the number of places; no mail.

    ``identite``: prenom, nom, structure, of who has no account. ``pointage.inscription`` is ignored. The same gesture sent twice
    is one person; a known member or address already here keeps their registration. Raises PermissionDenied, ValidationError.
    """
    vivant = ecriture.verrouiller(jeudi)
    exiger(suit_les_personnes(par, vivant))
    if not vivant.est_publie or vivant.annule_le:
        raise ValidationError("On émarge un Jeudi publié, et qui a lieu.")
    deja = Marque.objects.filter(appareil=pointage.appareil, sequence=pointage.sequence).first() if pointage.sequence else None
    if deja is not None:
        return deja.inscription
    inscription = _inscription_de(vivant, membre, identite)
    poser(vivant, [_pour(pointage, inscription)], par)
    return inscription


def _inscription_de(jeudi: Jeudi, membre: Any, identite: dict[str, str]) -> Inscription:
    if membre is not None:
        sienne = Inscription.objects.filter(jeudi=jeudi, membre=membre).first()
        if sienne is not None:
            return sienne
    propre = {cle: " ".join(valeur.split()) for cle, valeur in identite.items()}
    if membre is None and not propre.get("nom"):
        raise ValidationError({"nom": "Donnez au moins un nom."})
    rang = (jeudi.inscriptions.aggregate(n=Max("rang"))["n"] or 0) + 1
    return Inscription.objects.create(
        jeudi=jeudi, membre=membre, etat=EtatInscription.INSCRIT, rang=rang, **({} if membre is not None else propre)
    )


def _pour(p: Pointage, inscription: Inscription) -> Pointage:
    return Pointage(
        inscription.pk, p.seance, p.demi_journee, EtatPresence.PRESENT, p.appareil, p.sequence, p.age, p.vue, p.geste
    )  # fmt: skip


def moment_de(seance: Seance, instant: dt.datetime) -> DemiJournee:
    """The demi-journée of ``seance`` an instant falls in: the first one until it ends."""
    from ..models import bornes

    demies = seance.demi_journees
    return next((demi for demi in demies if instant <= bornes(seance, demi)[1]), demies[-1])


def seance_en_cours(jeudi: Jeudi, instant: dt.datetime) -> Seance | None:
    """The séance whose room is open at that instant, half an hour before it begins."""
    from ..models.feuilles import AVANCE

    return next((s for s in jeudi.seances.all() if s.debut - AVANCE <= instant <= s.fin), None)


@transaction.atomic
def signer_avec_le_code(*, jeudi: Jeudi, membre: Any, code: str) -> Inscription:
    """A registered member who is in the room says so: present at the demi-journée of now.

    Raises PermissionDenied for who is not registered, ValidationError when the code is not that of the séance held now.
    """
    vivant = ecriture.verrouiller(jeudi)
    inscription = Inscription.objects.de(membre).filter(jeudi=vivant).exclude(etat=EtatInscription.ANNULEE).first()
    if inscription is None or not est_membre(membre) or not vivant.est_publie or vivant.annule_le:
        raise PermissionDenied
    maintenant = timezone.now()
    seance = seance_en_cours(vivant, maintenant)
    attendu = getattr(seance, "code_de_salle", None)
    propre = "".join(code.upper().split())
    if attendu is None or not hmac.compare_digest(attendu.code.encode(), propre.encode()):
        raise ValidationError({"code": "Ce code n’est pas celui de la salle, ou la séance n’est pas en cours."})
    demi = moment_de(attendu.seance, maintenant)
    appareil = f"code-{inscription.pk}-{attendu.seance_id}-{demi.value[:1]}"
    sequence = int(maintenant.astimezone(PARIS).timestamp() * 1000)
    present = Presence.objects.filter(
        inscription=inscription, seance=attendu.seance, demi_journee=demi, etat=EtatPresence.PRESENT
    )
    if not present.exists():
        actuelle = (
            Presence.objects.filter(inscription=inscription, seance=attendu.seance, demi_journee=demi)
            .values_list("marque", flat=True)
            .first()
        )
        signe = Pointage(
            inscription.pk, attendu.seance_id, demi, EtatPresence.PRESENT, appareil, sequence, vue=actuelle or 0, geste=Geste.CODE
        )
        poser(vivant, [signe], membre)
    return inscription
