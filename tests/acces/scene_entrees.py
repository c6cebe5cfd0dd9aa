"""What the lines about coming in are tried on: a request in each state, an invitation, a table read and one applied."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.utils import timezone

from centre.courriels.models import Courriel
from centre.liens.enums import Action
from centre.liens.operations import creer_lien
from centre.membres.enums import EtatDemande
from centre.membres.models import DemandeAcces
from centre.membres.operations import creer_membre, imports
from centre.membres.operations.invitations import inviter_a_entrer

if TYPE_CHECKING:
    from .scene import Scene

FICHE = {"nom": "Martin", "prenom": "Léa", "categorie": "pays", "structure_nom": "Pays d’Auge", "fonction": "agente"}


def demande(boite: str, etat: EtatDemande, /, **champs: str) -> DemandeAcces:
    """A request « boite@demande.example »."""
    confirmee = None if etat == EtatDemande.A_CONFIRMER else timezone.now()
    return DemandeAcces.objects.create(email=f"{boite}@demande.example", etat=etat, confirmee_le=confirmee, **FICHE | champs)


def tableau(*adresses: str) -> bytes:
    """A table of contacts at these addresses."""
    return "\n".join(["Mail;Nom", *(f"{adresse};Nom de {adresse[:3]}" for adresse in adresses)]).encode()


def poser_les_entrees(scene: Scene) -> None:
    """Words for the addresses, tokens for the links."""
    par, mots = scene.gens["animatrice"], scene.mots
    fin = timezone.now() + dt.timedelta(days=1)

    def jeton(objet: object, action: Action, **suite: object) -> str:
        return creer_lien(objet=objet, action=action, expire_le=fin, **suite).strip("/").split("/")[1]  # type: ignore[arg-type]

    mots["demande_pk"] = demande("traiter", EtatDemande.A_TRAITER).pk
    mots["lien_demande"] = jeton(demande("confirmer", EtatDemande.A_CONFIRMER), Action.CONFIRMER)
    mots["lien_precisions"] = jeton(demande("preciser", EtatDemande.PRECISIONS, motif="Qui ?"), Action.CONTRIBUER)
    neuve = creer_membre(email="neuve@demande.example", prenom="Neuve", nom="Essai")
    mots["lien_premier"] = jeton(neuve, Action.CONFIRMER, titulaire=neuve)
    invitation, _ = inviter_a_entrer(email="invitee@demande.example", par=par, **FICHE)
    mots["invitation_pk"], mots["lien_invitation"] = invitation.pk, jeton(invitation, Action.CONFIRMER)
    mots["import_pk"] = imports.preparer(genre="membres", nom="l.csv", octets=tableau("aaa@liste.example"), par=par).pk
    applique = imports.preparer(genre="membres", nom="l.csv", octets=tableau("bbb@liste.example"), par=par)
    imports.appliquer(importation=applique, par=par)
    mots["import_applique"] = applique.pk
    long = imports.preparer(genre="references", nom="l.ris", octets=b"TY  - GEN\nTI  - Un titre\nER  -\n", par=par)
    imports.appliquer(importation=long, par=par)
    mots["import_long"] = long.pk
    # The mails of the matrix are those of its other scenes.
    Courriel.objects.filter(genre="invitation").update(etat="envoye")
