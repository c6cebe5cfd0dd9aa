"""Writes on registrations: seats in the order of the requests, under the Jeudi's row lock."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from centre.espaces.acces import est_membre, peut
from centre.espaces.enums import Niveau
from centre.espaces.models import Espace
from centre.journal.operations import consigner
from centre.publications import operations as ecriture
from centre.publications.acces import exiger, peut_modifier

from ..acces import suit_les_personnes
from ..enums import EtatInscription, Forme
from ..models import Inscription, Jeudi
from .bulletins import Bulletin, ecrire_le_bulletin, liberer_les_ateliers, repartir
from .cohorte import suivre_la_cohorte
from .places import Salle, acteur, l_heure, rang_suivant, repond_de
from .presences import reunir_les_personnes, reunir_les_presences

EN_COURS = (EtatInscription.INSCRIT, EtatInscription.EN_ATTENTE)
#: What is written on the row of somebody who did not answer an offer.
SANS_REPONSE = "La place proposée est restée sans réponse."


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


def peut_s_inscrire(jeudi: Jeudi, membre: Any, instant: dt.datetime | None = None) -> bool:
    """An active member who reads the page and belongs to the espace of registration, while registrations are open.

    ``instant``: by which clock; a screen asks by its own, the operation by the database's.
    """
    if not est_membre(membre) or not jeudi.ouvertes_a(instant or timezone.now()):
        return False
    return peut(membre, Niveau.CONSULTER, jeudi.espace_inscription_id) and peut(membre, Niveau.CONSULTER, jeudi.espace_id)


def peut_etre_inscrit(jeudi: Jeudi, membre: Any) -> bool:
    """Whom the team may register: an active member who reads the page of a Jeudi that is published and not cancelled."""
    return est_membre(membre) and jeudi.est_publie and not jeudi.annule_le and peut(membre, Niveau.CONSULTER, jeudi.espace_id)


@transaction.atomic
def inscrire(*, jeudi: Jeudi, membre: Any, par: Any, bulletin: Bulletin | None = None) -> Inscription:
    """Give a member a seat, or a place on the waiting list, in the order of the requests; one mail says which.

    The Jeudi's row is locked: the last seat goes to one person. Asked twice, it is one registration. Raises
    PermissionDenied for who may not register now; the team may register anybody who may read the page, at any time.
    """
    vivant = ecriture.verrouiller(jeudi)
    sienne = par.pk == membre.pk and peut_s_inscrire(vivant, membre, l_heure())
    exiger(sienne or (suit_les_personnes(par, vivant) and peut_etre_inscrit(vivant, membre)))
    inscription = Inscription.objects.filter(jeudi=vivant, membre=membre).first()
    if inscription is not None and inscription.etat in EN_COURS:
        return inscription
    inscription = inscription or Inscription(jeudi=vivant, membre=membre, version=0)
    return entrer(vivant, inscription, bulletin=bulletin, par=par)


def entrer(vivant: Jeudi, inscription: Inscription, *, bulletin: Bulletin | None, par: Any) -> Inscription:
    """Queue somebody, and seat them when a seat may be theirs; one mail. The row is locked, the right checked, by the caller."""
    inscription.jeudi, inscription.etat, inscription.rang = vivant, EtatInscription.EN_ATTENTE, rang_suivant(vivant)
    inscription.promue, inscription.motif = False, ""
    inscription.offerte_jusqu_au = inscription.tenue_jusqu_au = None
    inscription.demandee_le = inscription.changee_le = timezone.now()
    inscription.version += 1
    inscription.save()
    if bulletin is not None:
        ecrire_le_bulletin(inscription, bulletin)
    if Salle(vivant).a_une_place_pour(inscription):
        inscription.etat = EtatInscription.INSCRIT
        inscription.save(update_fields=["etat"])
        repartir(vivant, sauf={inscription.pk})
    prevenir(inscription, "convoquer" if inscription.etat == EtatInscription.INSCRIT else "mettre_en_attente")
    suivre_la_cohorte(vivant)
    details = {"inscription": inscription.pk, "etat": inscription.etat}
    consigner(acteur=acteur(par), verbe="jeudi.inscrire", objet=vivant, details=details)
    return inscription


def prevenir(inscription: Inscription, message: str) -> None:
    """Write the mail of a change: the function of ``courriels`` of that name. A past Jeudi writes to nobody."""
    from .. import courriels

    if not inscription.jeudi.est_passe:
        getattr(courriels, message)(inscription)


@transaction.atomic
def annuler_inscription(*, inscription: Inscription, par: Any, motif: str = "") -> Inscription:
    """Give the seat back; the first who waits takes it at once, with a mail. Raises PermissionDenied for another member."""
    vivant = ecriture.verrouiller(inscription.jeudi)
    inscription = Inscription.objects.select_for_update().get(pk=inscription.pk)
    exiger(repond_de(par, inscription, vivant))
    if inscription.etat == EtatInscription.ANNULEE:
        return inscription
    _quitter(inscription, motif, "annoncer_l_annulation" if inscription.etat in EN_COURS else "")
    consigner(acteur=acteur(par), verbe="jeudi.annuler_inscription", objet=vivant, details={"inscription": inscription.pk})
    repartir(vivant)
    promouvoir(vivant)
    suivre_la_cohorte(vivant)
    return inscription


def _quitter(inscription: Inscription, motif: str, message: str) -> None:
    inscription.etat, inscription.changee_le = EtatInscription.ANNULEE, timezone.now()
    inscription.motif = motif.strip()[:300]
    inscription.offerte_jusqu_au = inscription.tenue_jusqu_au = None
    inscription.version += 1
    inscription.save()
    liberer_les_ateliers(inscription)
    if message:
        prevenir(inscription, message)


@transaction.atomic
def decliner(*, jeudi: Jeudi, membre: Any, motif: str) -> Inscription:
    """« Je ne viendrai pas », before or after having registered (JEU-6); who never registered gets no mail.

    Raises PermissionDenied for who could not have registered.
    """
    vivant = ecriture.verrouiller(jeudi)
    inscription = Inscription.objects.filter(jeudi=vivant, membre=membre).first()
    if inscription is not None and inscription.etat in EN_COURS:
        return annuler_inscription(inscription=inscription, par=membre, motif=motif)
    exiger(peut_s_inscrire(vivant, membre, l_heure()))
    inscription = inscription or Inscription(jeudi=vivant, membre=membre, rang=rang_suivant(vivant), version=0)
    _quitter(inscription, motif, "")
    consigner(acteur=membre, verbe="jeudi.decliner", objet=vivant, details={"inscription": inscription.pk})
    return inscription


def promouvoir(jeudi: Jeudi) -> None:
    """Fill the free seats from the waiting list, in order: given, or offered for a time when the Jeudi chose so.

    Who does not fit the quotas is passed over and keeps their place. The Jeudi's row is locked by the caller.
    """
    if jeudi.est_passe or jeudi.annule_le:
        return
    _expirer(jeudi)
    attente = jeudi.inscriptions.en_attente().filter(offerte_jusqu_au__isnull=True)
    if not attente.exists():
        return
    salle = Salle(jeudi)
    promues: list[Inscription] = []
    fin = salle.fin_de_l_offre()
    for inscription in attente.avec_participant():
        if salle.motif(inscription) is not None:
            continue
        salle.occuper(inscription)
        inscription.jeudi = jeudi
        if fin is not None:
            _offrir(inscription, fin)
        else:
            promues.append(donner(inscription, par=None))
    if promues:
        repartir(jeudi, sauf={inscription.pk for inscription in promues})
    for inscription in promues:
        prevenir(inscription, "promouvoir_par_courriel")
    suivre_la_cohorte(jeudi)


def donner(inscription: Inscription, *, par: Any, promue: bool = True) -> Inscription:
    """The seat is theirs, after a wait; the mail is the caller's."""
    inscription.etat, inscription.promue, inscription.changee_le = EtatInscription.INSCRIT, promue, timezone.now()
    inscription.offerte_jusqu_au = None
    inscription.version += 1
    inscription.save()
    consigner(acteur=acteur(par), verbe="jeudi.promouvoir", objet=inscription.jeudi, details={"inscription": inscription.pk})
    return inscription


def _offrir(inscription: Inscription, fin: dt.datetime) -> None:
    inscription.offerte_jusqu_au, inscription.changee_le = fin, timezone.now()
    inscription.version += 1
    inscription.save()
    prevenir(inscription, "offrir")
    consigner(acteur=None, verbe="jeudi.offrir", objet=inscription.jeudi, details={"inscription": inscription.pk})


def _expirer(jeudi: Jeudi) -> None:
    """Offers whose hour has come, by the database's clock, leave the list, with a mail."""
    for inscription in jeudi.inscriptions.en_attente().filter(offerte_jusqu_au__lte=l_heure()):
        inscription.jeudi = jeudi
        _quitter(inscription, SANS_REPONSE, "dire_l_offre_finie")
        consigner(acteur=None, verbe="jeudi.offre_finie", objet=jeudi, details={"inscription": inscription.pk})


@transaction.atomic
def repondre_a_l_offre(*, inscription: Inscription, accepte: bool, par: Any) -> Inscription:
    """Take the seat offered, or leave it to the next. Said twice, it is said once. Raises ValidationError past the hour."""
    vivant = ecriture.verrouiller(inscription.jeudi)
    inscription = Inscription.objects.select_for_update().get(pk=inscription.pk)
    inscription.jeudi = vivant
    exiger(repond_de(par, inscription, vivant))
    if not accepte:
        return annuler_inscription(inscription=inscription, par=par)
    if inscription.etat == EtatInscription.INSCRIT:
        return inscription
    limite = inscription.offerte_jusqu_au
    if inscription.etat != EtatInscription.EN_ATTENTE or limite is None or limite <= l_heure() or vivant.annule_le:
        raise ValidationError("Le délai est passé : la place a été proposée à la personne suivante.")
    donner(inscription, par=par)
    repartir(vivant, sauf={inscription.pk})
    prevenir(inscription, "convoquer")
    suivre_la_cohorte(vivant)
    return inscription


@transaction.atomic
def avancer(*, jeudi: int) -> None:
    """What time alone changes: offers that end, seats no longer held, quotas that open. Nothing to do changes nothing."""
    vivant = Jeudi.objects.select_for_update(of=("self",)).filter(pk=jeudi).first()
    if vivant is not None and vivant.est_publie:
        promouvoir(vivant)


def a_faire_avancer() -> list[int]:
    """The coming Jeudis where somebody waits."""
    attendus = Jeudi.objects.a_venir().publies().filter(inscriptions__etat=EtatInscription.EN_ATTENTE)
    return sorted(set(attendus.values_list("pk", flat=True)))


@transaction.atomic
def fusionner_les_inscriptions(doublon: Any, garde: Any) -> int:
    """Give one account of a person the registrations of the other; registered twice, the person counts once, with the better place."""
    siennes = list(Inscription.objects.de(doublon).select_for_update())
    for inscription in siennes:
        remettre(inscription, garde)
    for jeudi in Jeudi.objects.filter(pk__in=[inscription.jeudi_id for inscription in siennes], forme=Forme.CYCLE).order_by("pk"):
        suivre_la_cohorte(ecriture.verrouiller(jeudi))
    return len(siennes)


def remettre(inscription: Inscription, garde: Any) -> None:
    """Give a registration to a member; with one of their own, the better place stays, with the attendance of both."""
    ordre = list(EtatInscription)
    autre = Inscription.objects.select_for_update().filter(jeudi=inscription.jeudi_id, membre=garde).first()
    if autre is not None and ordre.index(EtatInscription(autre.etat)) <= ordre.index(EtatInscription(inscription.etat)):
        reunir_les_presences(de=inscription, vers=autre)
        inscription.delete()
    else:
        if autre is not None:
            reunir_les_presences(de=autre, vers=inscription)
            autre.delete()
        Inscription.objects.filter(pk=inscription.pk).update(membre=garde)
    reunir_les_personnes(garde)
