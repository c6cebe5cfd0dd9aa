"""Writes on access requests: left, confirmed, answered by the team, forgotten."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from centre.courriels.operations import envoyer
from centre.journal.operations import consigner
from centre.liens.enums import Action
from centre.liens.models import LienSigne
from centre.liens.operations import creer_lien
from centre.taches import differer

from ..enums import Etat, EtatDemande
from ..models import DemandeAcces, Membre
from .entrees import DejaMembre, ouvrir_compte
from .invitations import solder, verrouiller_l_invitation

#: How long each link works.
POUR_CONFIRMER, POUR_PRECISER, POUR_ENTRER = dt.timedelta(days=3), dt.timedelta(days=30), dt.timedelta(days=14)
#: How long a request is kept: never confirmed; then answered, or left without an answer.
GARDE_SANS_CONFIRMATION, GARDE = dt.timedelta(days=7), dt.timedelta(days=180)


class DejaTraitee(ValueError):
    """Somebody else has answered the request meanwhile."""


@transaction.atomic
def deposer(*, demande: DemandeAcces, territoires: Iterable[Any]) -> DemandeAcces:
    """Keep a request as it was typed. What is done with it is decided by a job: the answer on screen takes as long for all."""
    demande.email = demande.email.strip().lower()
    demande.save()
    demande.territoires.set(territoires)
    differer("membres.repondre_a_une_demande", demande=demande.pk)
    return demande


@transaction.atomic
def repondre(pk: int) -> None:
    """Write once to the address of a new request: to confirm it, or that there is an account or a request already.

    The mail says nothing of what was typed: somebody else may have typed it.
    """
    demande = DemandeAcces.objects.select_for_update().filter(pk=pk, etat=EtatDemande.A_CONFIRMER).first()
    if demande is None or LienSigne.objects.sur(demande).exists():
        return
    membre = Membre.objects.filter(email__iexact=demande.email).exclude(etat=Etat.EN_ATTENTE).first()
    ouverte = DemandeAcces.objects.a_l_adresse(demande.email).en_cours().first()
    if membre is not None:
        _ecrire(demande, "demande_compte_existant", actif=membre.is_active)
    elif ouverte is not None:
        _ecrire(demande, "demande_deja_la", ouverte=ouverte, chemin=_lien_de_precision(ouverte))
    else:
        fin = timezone.now() + POUR_CONFIRMER
        chemin = creer_lien(objet=demande, action=Action.CONFIRMER, adresse=demande.email, expire_le=fin)
        _ecrire(demande, "demande_a_confirmer", chemin=chemin, expire_le=fin)
        return
    demande.delete()


def _lien_de_precision(demande: DemandeAcces) -> str:
    """The path of the form to complete, when the team waits for it."""
    if demande.etat != EtatDemande.PRECISIONS:
        return ""
    fin = timezone.now() + POUR_PRECISER
    return creer_lien(objet=demande, action=Action.CONTRIBUER, adresse=demande.email, expire_le=fin)


def _ecrire(demande: DemandeAcces, genre: str, **contexte: Any) -> None:
    """One mail per request and step: a step taken twice by mistake writes once."""
    etape = demande.traitee_le.isoformat() if demande.traitee_le else "depot"
    envoyer(genre=genre, evenement=f"demande-{demande.pk}-{etape}", adresse=demande.email, contexte=contexte)


@transaction.atomic
def confirmer(*, demande: DemandeAcces) -> bool:
    """Put a request in the team's queue, its address being proved. False when another one from there is in it already."""
    demande = DemandeAcces.objects.select_for_update().get(pk=demande.pk)
    if demande.etat != EtatDemande.A_CONFIRMER:
        return True
    demande.etat, demande.confirmee_le = EtatDemande.A_TRAITER, timezone.now()
    try:
        with transaction.atomic():
            demande.save(update_fields=["etat", "confirmee_le"])
    except IntegrityError:
        return False
    consigner(acteur=None, verbe="demande.confirmer", objet=demande)
    return True


def _verrouiller(demande: DemandeAcces, par: Any) -> DemandeAcces:
    """The current row, ours until the end of the transaction, marked as answered. Raises DejaTraitee."""
    demande = DemandeAcces.objects.select_for_update().get(pk=demande.pk)
    if not demande.en_cours:
        raise DejaTraitee(str(demande.traitee_par or ""))
    demande.traitee_par, demande.traitee_le = par, timezone.now()
    return demande


@transaction.atomic
def accepter(*, demande: DemandeAcces, par: Any, territoires: Iterable[Any] | None = None, **corrections: str) -> Membre:
    """Open the account, with what the team corrected, and send the one mail with the link to enter.

    Raises DejaTraitee, or DejaMembre when an account was made for that address meanwhile.
    """
    demande = _verrouiller(demande, par)
    for champ, valeur in corrections.items():
        setattr(demande, champ, valeur)
    if territoires is not None:
        demande.territoires.set(territoires)
    verrouiller_l_invitation(email=demande.email)
    demande.membre = ouvrir_compte(
        email=demande.email,
        prenom=demande.prenom,
        nom=demande.nom,
        categorie=demande.categorie,
        fonction=demande.fonction,
        structure=demande.structure_nom,
        territoires=demande.territoires.all(),
        par=par,
    )
    demande.etat, demande.motif = EtatDemande.ACCEPTEE, ""
    demande.save()
    consigner(acteur=par, verbe="demande.accepter", objet=demande, details={"membre": demande.membre.pk})
    solder(membre=demande.membre)
    _faire_entrer(demande, demande.membre, par)
    return demande.membre


def _faire_entrer(demande: DemandeAcces, membre: Membre, par: Any) -> None:
    fin = timezone.now() + POUR_ENTRER
    chemin = creer_lien(objet=membre, action=Action.CONFIRMER, titulaire=membre, expire_le=fin, usages_max=1, par=par)
    envoyer(
        genre="demande_acceptee",
        evenement=f"demande-{demande.pk}-acceptee",
        destinataire=membre,
        contexte={"chemin": chemin, "expire_le": fin},
    )


@transaction.atomic
def refuser(*, demande: DemandeAcces, motif: str, par: Any) -> None:
    """Refuse with a reason, sent to the person. Raises DejaTraitee."""
    demande = _verrouiller(demande, par)
    demande.etat, demande.motif = EtatDemande.REFUSEE, motif
    demande.save()
    consigner(acteur=par, verbe="demande.refuser", objet=demande)
    _ecrire(demande, "demande_refusee", motif=motif)


@transaction.atomic
def demander_des_precisions(*, demande: DemandeAcces, question: str, par: Any) -> None:
    """Send the form back, filled in, with what is asked. Raises DejaTraitee."""
    demande = _verrouiller(demande, par)
    demande.etat, demande.motif = EtatDemande.PRECISIONS, question
    demande.save()
    consigner(acteur=par, verbe="demande.demander_precisions", objet=demande)
    _ecrire(demande, "demande_precisions", question=question, chemin=_lien_de_precision(demande))


@transaction.atomic
def completer(*, demande: DemandeAcces, territoires: Iterable[Any], **champs: str) -> None:
    """Put a completed request back in the queue. Raises DejaTraitee when the team waits for nothing."""
    vivante = DemandeAcces.objects.select_for_update().get(pk=demande.pk)
    if vivante.etat != EtatDemande.PRECISIONS:
        raise DejaTraitee(str(vivante))
    for champ, valeur in champs.items():
        setattr(vivante, champ, valeur)
    vivante.etat = EtatDemande.A_TRAITER
    vivante.save()
    vivante.territoires.set(territoires)
    consigner(acteur=None, verbe="demande.completer", objet=vivante)


@transaction.atomic
def annoter(*, demande: DemandeAcces, note: str, par: Any) -> None:
    """Write the team's private note."""
    DemandeAcces.objects.filter(pk=demande.pk).update(note=note)
    consigner(acteur=par, verbe="demande.annoter", objet=demande)


def oublier() -> int:
    """Delete the requests kept long enough: never confirmed, refused, accepted, or left without the details asked."""
    maintenant = timezone.now()
    jamais = Q(etat=EtatDemande.A_CONFIRMER, cree_le__lt=maintenant - GARDE_SANS_CONFIRMATION)
    finies = Q(traitee_le__lt=maintenant - GARDE) & ~Q(etat__in=[EtatDemande.A_CONFIRMER, EtatDemande.A_TRAITER])
    return DemandeAcces.objects.filter(jamais | finies).delete()[0]


__all__ = [
    "DejaMembre", "DejaTraitee", "accepter", "annoter", "completer", "confirmer", "demander_des_precisions", "deposer",
    "oublier", "refuser", "repondre",
]  # fmt: skip
