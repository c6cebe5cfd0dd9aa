"""Words of the library."""

from django.db import models


class Type(models.TextChoices):
    """What kind of document a notice describes."""

    GUIDE = "guide", "Guide"
    ETUDE = "etude", "Étude"
    RAPPORT = "rapport", "Rapport"
    SUPPORT = "support", "Support d’intervention"
    FICHE = "fiche", "Fiche"
    OUTIL = "outil", "Outil"
    ARTICLE = "article", "Article"
