"""The mails a publication sends."""

from __future__ import annotations

from typing import Any

from centre.courriels.operations import envoyer

from .models import Commentaire


def prevenir_l_auteur(commentaire: Commentaire) -> None:
    """Tell the author of a publication that a colleague answered: one mail per comment, never to oneself."""
    publication: Any = commentaire.publication
    envoyer(
        genre="commentaire",
        evenement=f"commentaire-{commentaire.pk}",
        destinataire=publication.auteur,
        objet=publication,
        contexte={"publication": publication, "commentaire": commentaire},
    )
