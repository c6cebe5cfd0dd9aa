"""Words of the catalogue."""

from django.db import models


class Etat(models.TextChoices):
    """Where the object behind a row stands."""

    PUBLIE = "publie", "Publié"
    ARCHIVE = "archive", "Archivé"
    RETIRE = "retire", "Retiré"


#: What may be read: an archived object leaves the lists, not the search.
LISIBLES = (Etat.PUBLIE.value, Etat.ARCHIVE.value)


class Role(models.TextChoices):
    """Why one object points to an entry."""

    ORIGINE = "origine", "Origine"
    ELEMENT = "element", "Élément"
    REMPLACE = "remplace", "Ce qu’il remplace"
