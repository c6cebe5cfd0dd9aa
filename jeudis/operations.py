"""Writes on Jeudis, their séances and registrations."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from centre.espaces.acces import est_membre, peut
from centre.espaces.enums import Niveau
from centre.espaces.models import Espace
from centre.journal.operations import consigner
from centre.publications import operations as ecriture
from centre.publications.acces import exiger, peut_modifier
from centre.registre import annoncer

from .enums import EtatInscription
from .models import PARIS, CompteRendu, Inscription, Jeudi, Seance


@dataclass(frozen=True)
class Horaire:
    """One séance as typed: aware instants."""

    debut: dt.datetime
    fin: dt.datetime
    titre: str = ""
    lieu: str = ""


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
def dater(*, jeudi: Jeudi, horaires: Iterable[Horaire], par: Any) -> None:
    """Replace the séances. Their days follow on the Jeudi; calendars see a new version."""
    vivant = ecriture.verrouiller(jeudi)
    exiger(peut_modifier(vivant, par))
    voulus = sorted(horaires, key=lambda h: h.debut)
    anciens = [(s.debut, s.fin, s.titre, s.lieu) for s in vivant.seances.all()]
    if anciens == [(h.debut, h.fin, h.titre, h.lieu) for h in voulus]:
        return
    existantes = list(vivant.seances.all())
    for seance, h in zip(existantes, voulus, strict=False):
        seance.debut, seance.fin, seance.titre, seance.lieu = h.debut, h.fin, h.titre, h.lieu
        seance.save()
    Seance.objects.filter(pk__in=[s.pk for s in existantes[len(voulus) :]]).delete()
    Seance.objects.bulk_create(
        Seance(jeudi=vivant, debut=h.debut, fin=h.fin, titre=h.titre, lieu=h.lieu) for h in voulus[len(existantes) :]
    )
    jours = [h.debut.astimezone(PARIS).date() for h in voulus]
    fins = [h.fin.astimezone(PARIS).date() for h in voulus]
    vivant.premier_jour, vivant.dernier_jour = min(jours, default=None), max(fins, default=None)
    vivant.sequence += 1
    vivant.save(update_fields=["premier_jour", "dernier_jour", "sequence"])
    if vivant.date_publication:
        annoncer(vivant)
    consigner(acteur=par, verbe="jeudi.dater", objet=vivant, details={"seances": len(voulus)})


@transaction.atomic
def ouvrir_a(*, jeudi: Jeudi, espace_inscription: Espace, places: int | None, par: Any) -> Jeudi:
    """Change who may register and how many; more places promote the waiting list at once, fewer remove nobody."""
    vivant = ecriture.verrouiller(jeudi)
    exiger(peut_modifier(vivant, par))
    vivant.espace_inscription, vivant.places = espace_inscription, places
    vivant.save(update_fields=["espace_inscription", "places"])
    _promouvoir(vivant)
    consigner(acteur=par, verbe="jeudi.ouvrir_a", objet=vivant, details={"espace": espace_inscription.pk, "places": places})
    return vivant


def peut_s_inscrire(jeudi: Jeudi, membre: Any) -> bool:
    """An active member who reads the page and belongs to the espace of registration, while registrations are open."""
    if not est_membre(membre) or not jeudi.inscriptions_ouvertes:
        return False
    return peut(membre, Niveau.CONSULTER, jeudi.espace_inscription_id) and peut(membre, Niveau.CONSULTER, jeudi.espace_id)


@transaction.atomic
def inscrire(*, jeudi: Jeudi, membre: Any, par: Any) -> Inscription:
    """Give a member a seat, or a place on the waiting list, in the order of the requests; one mail says which.

    The Jeudi's row is locked: the last seat goes to one person. Asked twice, it is one registration. Raises
    PermissionDenied for who may not register now; the team may register anybody who may read the page, at any time.
    """
    vivant = ecriture.verrouiller(jeudi)
    equipe = peut(par, Niveau.ANIMER, vivant.espace_id)
    if not (peut_s_inscrire(vivant, membre) and par.pk == membre.pk) and not (
        equipe and est_membre(membre) and not vivant.annule_le
    ):
        raise PermissionDenied
    inscription = Inscription.objects.filter(jeudi=vivant, membre=membre).first()
    if inscription is not None and inscription.etat != EtatInscription.ANNULEE:
        return inscription
    etat = EtatInscription.INSCRIT if _place_libre(vivant) else EtatInscription.EN_ATTENTE
    inscription = inscription or Inscription(jeudi=vivant, membre=membre, version=0)
    inscription.etat, inscription.rang, inscription.promue = etat, _rang_suivant(vivant), False
    inscription.demandee_le = inscription.changee_le = timezone.now()
    inscription.version += 1
    inscription.save()
    _prevenir(inscription, "convoquer" if etat == EtatInscription.INSCRIT else "mettre_en_attente")
    consigner(acteur=par, verbe="jeudi.inscrire", objet=vivant, details={"inscription": inscription.pk, "etat": etat})
    return inscription


def _prevenir(inscription: Inscription, message: str) -> None:
    """Write the mail of a change: the function of ``courriels`` of that name."""
    from . import courriels

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
    _prevenir(inscription, "annoncer_l_annulation")
    consigner(acteur=par, verbe="jeudi.annuler_inscription", objet=vivant, details={"inscription": inscription.pk})
    _promouvoir(vivant)
    return inscription


def _promouvoir(jeudi: Jeudi) -> None:
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
        _prevenir(inscription, "promouvoir_par_courriel")
        consigner(acteur=None, verbe="jeudi.promouvoir", objet=jeudi, details={"inscription": inscription.pk})


@transaction.atomic
def fusionner_les_inscriptions(doublon: Any, garde: Any) -> int:
    """Give one account of a person the registrations of the other; registered twice, the person counts once, with the better place."""
    ordre = [EtatInscription.INSCRIT, EtatInscription.EN_ATTENTE, EtatInscription.ANNULEE]
    siennes = list(Inscription.objects.de(doublon).select_for_update())
    for inscription in siennes:
        autre = Inscription.objects.select_for_update().filter(jeudi=inscription.jeudi_id, membre=garde).first()
        if autre is not None and ordre.index(EtatInscription(autre.etat)) <= ordre.index(EtatInscription(inscription.etat)):
            inscription.delete()
            continue
        if autre is not None:
            autre.delete()
        Inscription.objects.filter(pk=inscription.pk).update(membre=garde)
    return len(siennes)


@transaction.atomic
def commencer_compte_rendu(
    *, jeudi: Jeudi, espace: Espace, espace_publique: Espace | None, par: Any, exemple: bool = False
) -> CompteRendu:
    """The draft of a Jeudi's compte rendu, on the template of its forme; the one already begun is returned."""
    vivant = ecriture.verrouiller(jeudi)
    exiger(peut_modifier(vivant, par))
    deja = CompteRendu.objects.filter(jeudi=vivant).first()
    if deja is not None:
        return deja
    if not vivant.est_publie:
        raise ValidationError("Publiez d’abord le Jeudi.")
    compte_rendu = CompteRendu(jeudi=vivant, titre=vivant.titre, espace_publique=espace_publique, texte=modele_de_texte(vivant))
    compte_rendu.themes, compte_rendu.territoires = list(vivant.themes.all()), list(vivant.territoires.all())
    return ecriture.creer(publication=compte_rendu, espace=espace, par=par, exemple=exemple)


def modele_de_texte(jeudi: Jeudi) -> str:
    """The template: what was done, what to keep, what follows."""
    return (
        f"<h3>Ce qui s’est dit</h3>{jeudi.programme or '<p></p>'}<h3>À retenir</h3><ul><li><p></p></li></ul>"
        '<h3 class="reserve">Entre nous</h3><p class="reserve"></p><h3>La suite</h3><p></p>'
    )


@transaction.atomic
def editer_pour(*, compte_rendu: CompteRendu, espace_publique: Espace | None, par: Any) -> CompteRendu:
    """Change who reads the public edition (None: nobody but those of the complete one), at once."""
    vivant = ecriture.verrouiller(compte_rendu)
    exiger(peut_modifier(vivant, par))
    if espace_publique is not None:
        exiger(peut(par, Niveau.CONTRIBUER, espace_publique.pk))
    vivant.espace_publique = espace_publique
    vivant.save(update_fields=["espace_publique"])
    annoncer(vivant)
    consigner(
        acteur=par, verbe="compte_rendu.editer_pour", objet=vivant, details={"espace": espace_publique and espace_publique.pk}
    )
    return vivant
