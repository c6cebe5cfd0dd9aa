"""What harvesting listens to, and where it is announced."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models.signals import post_delete

from centre.catalogue.types import type_de
from centre.registre import Flux, ecoutes, flux, installations, moissons

from .operations import oublier, rattraper, suivre


def apres_suppression(sender: type[models.Model], instance: models.Model, **kwargs: Any) -> None:
    """A deleted object is deleted for harvesters too, in the same transaction."""
    genre = type_de(instance)
    if genre is not None and genre.nom in moissons:
        oublier(instance)


ecoutes.ajouter("moisson", suivre)
flux.ajouter(
    "moisson",
    Flux(
        "Notices, pour un autre catalogue (OAI-PMH)",
        "oai",
        "Les notices ouvertes à tous de la bibliothèque, à moissonner en Dublin Core : une partie par thème, ce qui a changé "
        "depuis une date, ce qui a été retiré.",
        mime="text/xml",
        parametres="?verb=Identify",
    ),
)
installations.ajouter("moisson", rattraper)
post_delete.connect(apres_suppression, dispatch_uid="moisson.apres_suppression")
