"""Relecture by someone without an account: one mail, one signed link, the draft as it stands when it is opened."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import get_random_string

from centre.courriels.operations import envoyer
from centre.liens.operations import creer_lien

from .acces import exiger, peut_modifier
from .models import Fichier, Publication
from .operations import verrouiller

#: A reader may come back to the page; a forwarded link tires.
OUVERTURES = 30


@transaction.atomic
def demander(*, publication: Publication, adresse: str, expire_le: dt.datetime, par: Any) -> None:
    """Send ``adresse`` a link that opens the latest draft until ``expire_le`` (aware). Raises PermissionDenied."""
    vivante = verrouiller(publication)
    exiger(peut_modifier(vivante, par))
    chemin = creer_lien(objet=vivante, action="relire", adresse=adresse, expire_le=expire_le, usages_max=OUVERTURES, par=par)
    envoyer(
        genre="relecture",
        evenement=f"relecture-{vivante._meta.label_lower}-{vivante.pk}-{get_random_string(8)}",
        adresse=adresse,
        contexte={"publication": vivante.version_a_modifier(), "par": par, "chemin": chemin, "expire_le": expire_le},
    )


def page_de_relecture(request: HttpRequest, lien: Any) -> HttpResponse:
    """The draft, and nothing that leads elsewhere. Its photos are counted, not shown: a link opens no file."""
    publication = lien.objet
    contexte = {"publication": publication.version_a_modifier(), "auteur": publication.auteur, "expire_le": lien.expire_le}
    contexte["nombre_de_photos"] = Fichier.objects.sur(publication).count()
    return render(request, publication.GABARIT_DE_RELECTURE, contexte | {publication._meta.model_name: contexte["publication"]})
