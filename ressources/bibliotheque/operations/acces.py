"""Writes on access to reserved files: asked, confirmed, given or refused, given to an outsider directly, ended, forgotten."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from centre.espaces.acces import est_membre, peut
from centre.espaces.enums import Niveau
from centre.journal.operations import consigner
from centre.liens.enums import Action
from centre.liens.operations import creer_lien, revoquer
from centre.membres.models import Membre
from centre.publications.acces import exiger
from centre.publications.models import Fichier

from ..enums import EtatDeDemande
from ..models import DemandeDeFichier, Ressource

#: How long the link that confirms an address works; how long the same form sent twice is one mail.
POUR_CONFIRMER, DOUBLE_CLIC = dt.timedelta(days=3), dt.timedelta(minutes=10)
#: How long a request is kept once it is answered and the access over.
GARDE = dt.timedelta(days=365)


def a_demander(ressource: Ressource, lecteur: Any) -> bool:
    """True when there is something to ask: it is published and has files this reader does not open."""
    if not ressource.est_publie or not ressource.fichiers.exists():
        return False
    return not Fichier.objects.visibles_pour(lecteur).sur(ressource).exists()


def peut_repondre(ressource: Ressource, membre: Any) -> bool:
    """Who animates the espace of the files gives access to them."""
    return est_membre(membre) and membre.est_de_l_equipe and peut(membre, Niveau.ANIMER, ressource.espace_fichiers_id)


def _verrouiller(ressource: Ressource) -> Ressource:
    lignes = Ressource.objects.select_for_update(of=("self",)).select_related("espace", "espace_fichiers")
    return lignes.get(pk=ressource.pk)


@transaction.atomic
def demander(*, ressource: Ressource, membre: Any, motif: str) -> DemandeDeFichier:
    """A member who sees the notice asks for its files; asked twice while it waits, it is one request. Raises PermissionDenied."""
    vivante = _verrouiller(ressource)
    exiger(est_membre(membre) and Ressource.objects.visibles_pour(membre).filter(pk=vivante.pk).exists())
    exiger(a_demander(vivante, membre))
    deja = DemandeDeFichier.objects.de(membre).filter(ressource=vivante, etat=EtatDeDemande.EN_ATTENTE).first()
    if deja is not None:
        return deja
    demande = DemandeDeFichier.objects.create(ressource=vivante, membre=membre, motif=motif, etat=EtatDeDemande.EN_ATTENTE)
    consigner(acteur=membre, verbe="ressource.demander", objet=vivante, details={"demande": demande.pk})
    return demande


@transaction.atomic
def demander_sans_compte(*, ressource: Ressource, nom: str, adresse: str, motif: str) -> None:
    """Write to that address what there is to do: confirm, or sign in. The caller answers the same whatever happened.

    Raises PermissionDenied when the notice is not public, or nothing is reserved.
    """
    from .. import courriels

    vivante = _verrouiller(ressource)
    exiger(vivante.espace.ouvert and vivante.est_publie and not vivante.espace_fichiers.ouvert and vivante.fichiers.exists())
    adresse = adresse.strip().lower()
    membre = Membre.objects.actifs().filter(email__iexact=adresse).first()
    if membre is not None:
        courriels.inviter_a_se_connecter(vivante, membre)
        return
    etats = (EtatDeDemande.A_CONFIRMER, EtatDeDemande.EN_ATTENTE)
    deja = DemandeDeFichier.objects.filter(ressource=vivante, membre=None, adresse=adresse, etat__in=etats).first()
    if deja is not None and (deja.etat == EtatDeDemande.EN_ATTENTE or deja.demandee_le > timezone.now() - DOUBLE_CLIC):
        return
    demande = deja or DemandeDeFichier(ressource=vivante, adresse=adresse, etat=EtatDeDemande.A_CONFIRMER)
    demande.nom, demande.motif, demande.demandee_le = nom, motif, timezone.now()
    demande.save()
    courriels.demander_confirmation(demande, _lien(demande, Action.CONFIRMER, timezone.now() + POUR_CONFIRMER))


@transaction.atomic
def confirmer(*, demande: DemandeDeFichier) -> DemandeDeFichier:
    """The address is proved: the team sees the request. Said twice, it is done once."""
    ligne = DemandeDeFichier.objects.select_for_update(of=("self",)).get(pk=demande.pk)
    if ligne.etat == EtatDeDemande.A_CONFIRMER:
        ligne.etat, ligne.demandee_le = EtatDeDemande.EN_ATTENTE, timezone.now()
        ligne.save(update_fields=["etat", "demandee_le"])
        consigner(acteur=None, verbe="ressource.demander", objet=ligne.ressource, details={"demande": ligne.pk})
    return ligne


def _lien(demande: DemandeDeFichier, action: Action, fin: dt.datetime, par: Any = None) -> str:
    """A new link; the former ones end."""
    _fermer_les_liens(demande, par)
    adresse = "" if demande.membre else demande.adresse
    return creer_lien(objet=demande, action=action, titulaire=demande.membre, adresse=adresse, expire_le=fin, par=par)


def _fermer_les_liens(demande: DemandeDeFichier, par: Any) -> None:
    for lien in demande.liens().vivants():
        revoquer(lien=lien, par=par)


@transaction.atomic
def accorder(*, demande: DemandeDeFichier, jours: int, reponse: str = "", par: Any) -> DemandeDeFichier:
    """Open the files for that many days, by a link sent to who asked. Answered by two people at once, the first answer stands.

    Raises PermissionDenied.
    """
    from .. import courriels

    vivante, ligne = _a_repondre(demande, par)
    if ligne.etat != EtatDeDemande.EN_ATTENTE:
        return ligne
    ligne.etat, ligne.espace = EtatDeDemande.ACCORDEE, vivante.espace_fichiers
    ligne.jusqu_au = timezone.now() + dt.timedelta(days=jours)
    _noter_la_reponse(ligne, reponse, par)
    courriels.accorder_l_acces(ligne, _lien(ligne, Action.LIRE, ligne.jusqu_au, par))
    consigner(acteur=par, verbe="ressource.accorder", objet=vivante, details={"demande": ligne.pk, "jours": jours})
    return ligne


@transaction.atomic
def refuser(*, demande: DemandeDeFichier, reponse: str, par: Any) -> DemandeDeFichier:
    """Say no, with a reason. Raises PermissionDenied, ValidationError (no reason)."""
    from .. import courriels

    vivante, ligne = _a_repondre(demande, par)
    if not reponse.strip():
        raise ValidationError({"reponse": "Dites pourquoi : la personne le lira."})
    if ligne.etat != EtatDeDemande.EN_ATTENTE:
        return ligne
    ligne.etat = EtatDeDemande.REFUSEE
    _noter_la_reponse(ligne, reponse, par)
    courriels.refuser_l_acces(ligne)
    consigner(acteur=par, verbe="ressource.refuser", objet=vivante, details={"demande": ligne.pk})
    return ligne


def _a_repondre(demande: DemandeDeFichier, par: Any) -> tuple[Ressource, DemandeDeFichier]:
    vivante = _verrouiller(demande.ressource)
    exiger(peut_repondre(vivante, par))
    ligne = DemandeDeFichier.objects.select_for_update(of=("self",)).get(pk=demande.pk)
    ligne.ressource = vivante
    return vivante, ligne


def _noter_la_reponse(ligne: DemandeDeFichier, reponse: str, par: Any) -> None:
    ligne.reponse, ligne.repondue_par, ligne.repondue_le = reponse.strip(), par, timezone.now()
    ligne.save()


@transaction.atomic
def ouvrir_a(*, ressource: Ressource, nom: str, adresse: str, jours: int, motif: str, par: Any) -> DemandeDeFichier:
    """The team opens the files to somebody named, who asked nothing (an outside speaker); the same request is answered so.

    Raises PermissionDenied, ValidationError (a notice not published, or without files).
    """
    vivante = _verrouiller(ressource)
    exiger(peut_repondre(vivante, par))
    if not vivante.est_publie or not vivante.fichiers.exists():
        raise ValidationError("Il n’y a rien à ouvrir : la notice n’est pas publiée, ou n’a pas de fichier.")
    adresse = adresse.strip().lower()
    membre = Membre.objects.actifs().filter(email__iexact=adresse).first()
    siennes = DemandeDeFichier.objects.filter(ressource=vivante)
    siennes = siennes.filter(membre=membre) if membre else siennes.filter(membre=None, adresse=adresse)
    attend = siennes.filter(etat__in=(EtatDeDemande.EN_ATTENTE, EtatDeDemande.A_CONFIRMER)).first()
    if attend is None:
        qui = {"membre": membre} if membre else {"nom": nom, "adresse": adresse}
        attend = DemandeDeFichier.objects.create(ressource=vivante, motif=motif, etat=EtatDeDemande.EN_ATTENTE, **qui)
    elif attend.etat == EtatDeDemande.A_CONFIRMER:
        attend.etat = EtatDeDemande.EN_ATTENTE
        attend.save(update_fields=["etat"])
    return accorder(demande=attend, jours=jours, par=par)


@transaction.atomic
def fermer_l_acces(*, demande: DemandeDeFichier, par: Any) -> None:
    """End an access at once: its link opens nothing any more. Raises PermissionDenied."""
    vivante, ligne = _a_repondre(demande, par)
    _fermer_les_liens(ligne, par)
    if ligne.etat == EtatDeDemande.ACCORDEE and ligne.revoquee_le is None:
        ligne.revoquee_le = timezone.now()
        ligne.save(update_fields=["revoquee_le"])
        consigner(acteur=par, verbe="ressource.fermer_l_acces", objet=vivante, details={"demande": ligne.pk})


def oublier_les_demandes() -> int:
    """Forget the addresses never confirmed after three days, and the requests whose answer, or access, is a year old."""
    maintenant = timezone.now()
    jamais = DemandeDeFichier.objects.filter(etat=EtatDeDemande.A_CONFIRMER, demandee_le__lt=maintenant - POUR_CONFIRMER)
    finies = DemandeDeFichier.objects.filter(repondue_le__lt=maintenant - GARDE).exclude(jusqu_au__gt=maintenant - GARDE)
    return jamais.delete()[0] + finies.delete()[0]
