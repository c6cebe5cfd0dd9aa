"""Writes on comments."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone

from centre.espaces.acces import est_membre, peut
from centre.espaces.enums import Niveau
from centre.journal.operations import consigner

from .acces import exiger, peut_commenter
from .models import Commentaire
from .operations import verrouiller


@transaction.atomic
def commenter(*, publication: Any, texte: str, par: Any) -> Commentaire:
    """Answer below a publication, and tell its author; or speak in the thread of a groupe, which has none.

    The same words sent twice within a minute are one comment.
    """
    vivante = verrouiller(publication)
    exiger(peut_commenter(vivante, par))
    recent = Commentaire.objects.sur(vivante).filter(
        auteur=par, texte=texte, cree_le__gt=timezone.now() - dt.timedelta(minutes=1)
    )
    deja = recent.presents().first()
    if deja is not None:
        return deja
    commentaire = Commentaire.objects.create(publication=vivante, auteur=par, texte=texte)
    consigner(acteur=par, verbe="commentaire.ecrire", objet=vivante, details={"commentaire": commentaire.pk})
    if vivante.auteur is not None and vivante.auteur_id != par.pk:
        from .courriels import prevenir_l_auteur

        prevenir_l_auteur(commentaire)
    return commentaire


def peut_retirer_commentaire(commentaire: Commentaire, publication: Any, membre: Any) -> bool:
    """Its author, or whoever animates the publication's espace."""
    return est_membre(membre) and (commentaire.auteur_id == membre.pk or peut(membre, Niveau.ANIMER, publication.espace_id))


@transaction.atomic
def retirer_commentaire(*, commentaire: Commentaire, par: Any) -> None:
    """Take a comment back: its author, or whoever animates the espace."""
    publication = commentaire.publication
    exiger(peut_retirer_commentaire(commentaire, publication, par))
    Commentaire.objects.filter(pk=commentaire.pk, retire_le__isnull=True).update(retire_le=timezone.now())
    consigner(acteur=par, verbe="commentaire.retirer", objet=publication, details={"commentaire": commentaire.pk})
