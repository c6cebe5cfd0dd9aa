"""The mails of access to reserved files: confirm, sign in, open, no; and of documents to look at again."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from centre.courriels.operations import envoyer

from .models import DemandeDeFichier, Echeance, Ressource


def _ecrire(genre: str, demande: DemandeDeFichier, *, objet: Any = None, **contexte: Any) -> None:
    """About the notice, as far as who asked still sees it; about the request itself when the link inside is the right."""
    envoyer(
        genre=genre,
        evenement=f"demande-{demande.pk}-{timezone.now():%Y%m%d%H%M%S}",
        destinataire=demande.membre,
        adresse=demande.courriel,
        objet=objet or demande.ressource,
        contexte={"demande": demande, "ressource": demande.ressource, **contexte},
    )


def demander_confirmation(demande: DemandeDeFichier, chemin: str) -> None:
    """« Confirmez votre demande », with the link."""
    _ecrire("fichier_a_confirmer", demande, chemin=chemin)


def inviter_a_se_connecter(ressource: Ressource, membre: Any) -> None:
    """« Vous avez un compte »: signed in, the file opens or one click asks for it; once a day."""
    envoyer(
        genre="fichier_compte_existant",
        evenement=f"compte-{ressource.pk}-{timezone.localdate():%Y-%m-%d}",
        destinataire=membre,
        objet=ressource,
        contexte={"ressource": ressource},
    )


def accorder_l_acces(demande: DemandeDeFichier, chemin: str) -> None:
    """« Le document vous est ouvert », with the link and its end."""
    _ecrire("fichier_accorde", demande, objet=demande, chemin=chemin)


def refuser_l_acces(demande: DemandeDeFichier) -> None:
    """« Le document ne peut pas vous être ouvert », with the reason."""
    _ecrire("fichier_refuse", demande)


def rappeler_de_revoir(membre: Any, echeances: list[Echeance]) -> None:
    """« Des documents à revoir », one mail for all of them; the same day twice writes once."""
    envoyer(
        genre="documents_a_revoir",
        evenement=f"revoir-{membre.pk}-{timezone.localdate():%Y-%m-%d}-{echeances[0].pk}",
        destinataire=membre,
        objet=echeances[0],
        contexte={"echeances": echeances},
    )
