"""Writes on venues."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from centre.espaces.enums import Nature
from centre.espaces.models import Espace
from centre.journal.operations import consigner
from centre.publications.acces import exiger
from centre.publications.fichiers import effacer, joindre_photo

from ..models import Lieu


@transaction.atomic
def ecrire_lieu(*, lieu: Lieu, par: Any, plan: Any = None) -> Lieu:
    """Keep a venue, new or changed, and its plan: an image, encoded again; a new one takes the place of the former.

    Raises PermissionDenied for who is not of the team, ValidationError when the plan is not an image.
    """
    exiger(bool(getattr(par, "est_de_l_equipe", False)))
    neuf = lieu.pk is None
    if neuf:
        lieu.espace = Espace.objects.du_systeme(Nature.OUVERT)
    lieu.save()
    if plan:
        porteur: Any = lieu
        garde = joindre_photo(publication=porteur, photo=plan, par=par, description=f"Plan : {lieu.nom}"[:250])
        for ancien in lieu.plans.exclude(pk=garde.pk):
            effacer(ancien)
    consigner(acteur=par, verbe="lieu.creer" if neuf else "lieu.modifier", objet=lieu)
    return lieu
