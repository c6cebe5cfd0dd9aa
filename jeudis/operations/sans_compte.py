"""Registering without an account (PUB-11): an address confirmed by a link, a seat held meanwhile."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from centre.journal.operations import consigner
from centre.membres.models import Membre
from centre.publications import operations as ecriture
from centre.publications.acces import exiger
from centre.territoires.models import Territoire

from ..acces import suit_les_personnes
from ..enums import EtatInscription
from ..models import Inscription, Jeudi
from .bulletins import Bulletin, ecrire_le_bulletin, repartir
from .inscriptions import EN_COURS, donner, entrer, prevenir, remettre
from .places import PAR_LIEN, Salle, l_heure, rang_suivant

#: How long a seat is held until the address is confirmed; how long the link confirms.
TENUE, POUR_CONFIRMER = dt.timedelta(hours=4), dt.timedelta(days=3)
#: The same form sent twice in so little time is one request, and one mail.
DOUBLE_CLIC = dt.timedelta(minutes=10)


@dataclass(frozen=True)
class Identite:
    """Who comes without an account."""

    nom: str
    prenom: str = ""
    courriel: str = ""
    fonction: str = ""
    structure: str = ""
    categorie: str = ""
    territoires: tuple[Territoire, ...] = ()


@transaction.atomic
def demander_sans_compte(*, jeudi: Jeudi, identite: Identite, bulletin: Bulletin) -> None:
    """Write to that address what there is to do: confirm, sign in, or change the registration it already has.

    The caller answers the same whatever happened. Raises PermissionDenied when registrations are not open without account.
    """
    from .. import courriels

    vivant = ecriture.verrouiller(jeudi)
    exiger(vivant.accepte_sans_compte and vivant.ouvertes_a(l_heure()))
    adresse = identite.courriel.lower()
    membre = Membre.objects.actifs().filter(email__iexact=adresse).first()
    if membre is not None:
        courriels.inviter_a_se_connecter(vivant, membre)
        return
    deja = Inscription.objects.sans_compte(adresse).filter(jeudi=vivant).first()
    if deja is not None and deja.etat in EN_COURS:
        deja.jeudi = vivant
        courriels.rappeler_l_inscription(deja)
        return
    if deja is not None and deja.etat == EtatInscription.A_CONFIRMER and deja.demandee_le > timezone.now() - DOUBLE_CLIC:
        return
    inscription = _a_confirmer(vivant, deja or Inscription(jeudi=vivant, version=0), identite)
    ecrire_le_bulletin(inscription, bulletin)
    if Salle(vivant).a_une_place_pour(inscription):
        inscription.tenue_jusqu_au = l_heure() + TENUE
        inscription.save(update_fields=["tenue_jusqu_au"])
    courriels.demander_confirmation(inscription)
    consigner(acteur=None, verbe="jeudi.demander_sans_compte", objet=vivant, details={"inscription": inscription.pk})


def _a_confirmer(vivant: Jeudi, inscription: Inscription, identite: Identite) -> Inscription:
    inscription.jeudi, inscription.etat, inscription.rang = vivant, EtatInscription.A_CONFIRMER, rang_suivant(vivant)
    inscription.promue, inscription.motif = False, ""
    inscription.offerte_jusqu_au = inscription.tenue_jusqu_au = None
    inscription.demandee_le = inscription.changee_le = timezone.now()
    inscription.version += 1
    return nommer(inscription, identite)


def nommer(inscription: Inscription, identite: Identite) -> Inscription:
    """Write who comes on the row, and store it."""
    for champ in ("prenom", "nom", "fonction", "structure", "categorie"):
        setattr(inscription, champ, getattr(identite, champ))
    inscription.courriel = identite.courriel.lower()
    inscription.save()
    inscription.territoires.set(identite.territoires)
    return inscription


@transaction.atomic
def confirmer(*, inscription: Inscription) -> Inscription:
    """The address is proved: the seat held is theirs, else they queue like the others. Said twice, it is done once.

    Raises ValidationError when registrations closed meanwhile and no seat was held.
    """
    vivant = ecriture.verrouiller(inscription.jeudi)
    inscription = Inscription.objects.select_for_update().get(pk=inscription.pk)
    inscription.jeudi = vivant
    if inscription.etat != EtatInscription.A_CONFIRMER:
        return inscription
    instant = l_heure()
    tenue = inscription.tenue_jusqu_au is not None and instant < inscription.tenue_jusqu_au
    if vivant.annule_le or not vivant.est_publie or not (tenue or vivant.ouvertes_a(instant)):
        raise ValidationError("Les inscriptions à ce Jeudi sont closes.")
    if tenue:
        inscription.tenue_jusqu_au = None
        donner(inscription, par=PAR_LIEN, promue=False)
        repartir(vivant, sauf={inscription.pk})
        prevenir(inscription, "convoquer")
    else:
        entrer(vivant, inscription, bulletin=None, par=PAR_LIEN)
    membre = Membre.objects.actifs().filter(email__iexact=inscription.courriel).first()
    if membre is not None:
        rattacher(membre=membre)
    return Inscription.objects.get(pk=inscription.pk)


@transaction.atomic
def inscrire_sans_compte(*, jeudi: Jeudi, identite: Identite, par: Any) -> Inscription:
    """The team registers somebody who telephoned and has no account; a mail leaves when an address was given.

    Raises PermissionDenied, and ValidationError for an address already registered or that of a member.
    """
    vivant = ecriture.verrouiller(jeudi)
    exiger(suit_les_personnes(par, vivant) and vivant.est_publie and not vivant.annule_le)
    deja = Inscription.objects.sans_compte(identite.courriel).filter(jeudi=vivant).first() if identite.courriel else None
    if identite.courriel and Membre.objects.actifs().filter(email__iexact=identite.courriel).exists():
        raise ValidationError({"courriel": "Cette adresse est celle d’un membre : inscrivez-le par son compte."})
    if deja is not None and deja.etat in EN_COURS:
        raise ValidationError({"courriel": "Cette adresse est déjà inscrite."})
    inscription = _a_confirmer(vivant, deja or Inscription(jeudi=vivant, version=0), identite)
    return entrer(vivant, inscription, bulletin=None, par=par)


@transaction.atomic
def rattacher(*, membre: Membre) -> int:
    """The registrations made without account from a member's own, confirmed address are theirs; returns how many."""
    if not EmailAddress.objects.filter(user=membre, email__iexact=membre.email, verified=True).exists():
        return 0
    venues = Inscription.objects.sans_compte(membre.email).exclude(etat=EtatInscription.A_CONFIRMER)
    numeros = list(venues.order_by("jeudi_id").values_list("pk", "jeudi_id"))
    for numero, jeudi in numeros:
        Jeudi.objects.select_for_update(of=("self",)).get(pk=jeudi)
        remettre(Inscription.objects.select_for_update().get(pk=numero), membre)
        if (sienne := Inscription.objects.filter(pk=numero).first()) is not None:
            nommer(sienne, Identite(nom=""))
            consigner(acteur=membre, verbe="jeudi.rattacher", objet=sienne.jeudi, details={"inscription": numero})
    return len(numeros)


def au_retour(objets: Iterable[Any]) -> None:
    """Members just written: those who came without an account find their registrations."""
    for objet in objets:
        if isinstance(objet, Membre) and objet.is_active:
            rattacher(membre=objet)
