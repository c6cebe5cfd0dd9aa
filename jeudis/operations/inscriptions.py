"""Writes on registrations: seats in the order of the requests, under the Jeudi's row lock."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from centre.espaces.acces import est_membre, peut
from centre.espaces.enums import Niveau
from centre.espaces.models import Espace
from centre.journal.operations import consigner
from centre.publications import operations as ecriture
from centre.publications.acces import exiger, peut_modifier

from ..enums import EtatInscription
from ..models import Inscription, Jeudi
from .presences import reunir_les_personnes, reunir_les_presences


@transaction.atomic
def ouvrir_a(*, jeudi: Jeudi, espace_inscription: Espace, places: int | None, par: Any) -> Jeudi:
    """Change who may register and how many; more places promote the waiting list at once, fewer remove nobody."""
    vivant = ecriture.verrouiller(jeudi)
    exiger(peut_modifier(vivant, par))
    vivant.espace_inscription, vivant.places = espace_inscription, places
    vivant.save(update_fields=["espace_inscription", "places"])
    promouvoir(vivant)
    consigner(acteur=par, verbe="jeudi.ouvrir_a", objet=vivant, details={"espace": espace_inscription.pk, "places": places})
    return vivant


def peut_s_inscrire(jeudi: Jeudi, membre: Any) -> bool:
    """An active member who reads the page and belongs to the espace of registration, while registrations are open."""
    if not est_membre(membre) or not jeudi.inscriptions_ouvertes:
        return False
    return peut(membre, Niveau.CONSULTER, jeudi.espace_inscription_id) and peut(membre, Niveau.CONSULTER, jeudi.espace_id)


def peut_etre_inscrit(jeudi: Jeudi, membre: Any) -> bool:
    """Whom the team may register: an active member who reads the page of a Jeudi that is published and not cancelled."""
    return est_membre(membre) and jeudi.est_publie and not jeudi.annule_le and peut(membre, Niveau.CONSULTER, jeudi.espace_id)


@transaction.atomic
def inscrire(*, jeudi: Jeudi, membre: Any, par: Any) -> Inscription:
    """Give a member a seat, or a place on the waiting list, in the order of the requests; one mail says which.

    The Jeudi's row is locked: the last seat goes to one person. Asked twice, it is one registration. Raises
    PermissionDenied for who may not register now; the team may register anybody who may read the page, at any time.
    """
    vivant = ecriture.verrouiller(jeudi)
    sienne = par.pk == membre.pk and peut_s_inscrire(vivant, membre)
    exiger(sienne or (peut(par, Niveau.ANIMER, vivant.espace_id) and peut_etre_inscrit(vivant, membre)))
    inscription = Inscription.objects.filter(jeudi=vivant, membre=membre).first()
    if inscription is not None and inscription.etat != EtatInscription.ANNULEE:
        return inscription
    etat = EtatInscription.INSCRIT if _place_libre(vivant) else EtatInscription.EN_ATTENTE
    inscription = inscription or Inscription(jeudi=vivant, membre=membre, version=0)
    inscription.etat, inscription.rang, inscription.promue = etat, _rang_suivant(vivant), False
    inscription.demandee_le = inscription.changee_le = timezone.now()
    inscription.version += 1
    inscription.save()
    prevenir(inscription, "convoquer" if etat == EtatInscription.INSCRIT else "mettre_en_attente")
    consigner(acteur=par, verbe="jeudi.inscrire", objet=vivant, details={"inscription": inscription.pk, "etat": etat})
    return inscription


def prevenir(inscription: Inscription, message: str) -> None:
    """Write the mail of a change: the function of ``courriels`` of that name. A past Jeudi writes to nobody."""
    from .. import courriels

    if not inscription.jeudi.est_passe:
        getattr(courriels, message)(inscription)


def _place_libre(jeudi: Jeudi) -> bool:
    """A seat is free and nobody waits for it."""
    if jeudi.places is None:
        return True
    prises = jeudi.inscriptions.filter(etat=EtatInscription.INSCRIT).count()
    return prises < jeudi.places and not jeudi.inscriptions.en_attente().exists()


def _rang_suivant(jeudi: Jeudi) -> int:
    return (jeudi.inscriptions.aggregate(dernier=Max("rang"))["dernier"] or 0) + 1


@transaction.atomic
def annuler_inscription(*, inscription: Inscription, par: Any) -> Inscription:
    """Give the seat back; the first who waits takes it at once, with a mail. Raises PermissionDenied for another member."""
    vivant = ecriture.verrouiller(inscription.jeudi)
    inscription = Inscription.objects.select_for_update().get(pk=inscription.pk)
    exiger(inscription.membre_id == par.pk or peut(par, Niveau.ANIMER, vivant.espace_id))
    if inscription.etat == EtatInscription.ANNULEE:
        return inscription
    inscription.etat, inscription.changee_le = EtatInscription.ANNULEE, timezone.now()
    inscription.version += 1
    inscription.save()
    prevenir(inscription, "annoncer_l_annulation")
    consigner(acteur=par, verbe="jeudi.annuler_inscription", objet=vivant, details={"inscription": inscription.pk})
    promouvoir(vivant)
    return inscription


def promouvoir(jeudi: Jeudi) -> None:
    """Fill the free seats from the waiting list, in order. The Jeudi's row is locked by the caller."""
    if jeudi.est_passe or jeudi.annule_le:
        return
    attente = jeudi.inscriptions.en_attente()
    if jeudi.places is not None:
        libres = jeudi.places - jeudi.inscriptions.filter(etat=EtatInscription.INSCRIT).count()
        attente = attente[: max(libres, 0)]
    for inscription in attente:
        inscription.etat, inscription.promue, inscription.changee_le = EtatInscription.INSCRIT, True, timezone.now()
        inscription.version += 1
        inscription.save()
        prevenir(inscription, "promouvoir_par_courriel")
        consigner(acteur=None, verbe="jeudi.promouvoir", objet=jeudi, details={"inscription": inscription.pk})


@transaction.atomic
def fusionner_les_inscriptions(doublon: Any, garde: Any) -> int:
    """Give one account of a person the registrations of the other; registered twice, the person counts once, with the better place."""
    ordre = [EtatInscription.INSCRIT, EtatInscription.EN_ATTENTE, EtatInscription.ANNULEE]
    siennes = list(Inscription.objects.de(doublon).select_for_update())
    for inscription in siennes:
        autre = Inscription.objects.select_for_update().filter(jeudi=inscription.jeudi_id, membre=garde).first()
        if autre is not None and ordre.index(EtatInscription(autre.etat)) <= ordre.index(EtatInscription(inscription.etat)):
            reunir_les_presences(de=inscription, vers=autre)
            inscription.delete()
            continue
        if autre is not None:
            reunir_les_presences(de=autre, vers=inscription)
            autre.delete()
        Inscription.objects.filter(pk=inscription.pk).update(membre=garde)
    reunir_les_personnes(garde)
    return len(siennes)
