"""Words of the search."""

from django.db import models


class Nature(models.TextChoices):
    """How two expressions answer each other."""

    SYNONYME = "synonyme", "Les deux disent la même chose"
    SENS = "sens", "Le sigle a aussi ce sens"
    EPOQUE = "epoque", "La seconde a pris la suite de la première"


class EtatDeQuestion(models.TextChoices):
    """What became of a question that found nothing."""

    OUVERTE = "ouverte", "À regarder"
    REPONDUE = "repondue", "Une réponse existe"
    CLOSE = "close", "Close"


class Frequence(models.TextChoices):
    """How often a saved search is told of."""

    QUOTIDIENNE = "quotidienne", "Chaque jour"
    HEBDOMADAIRE = "hebdomadaire", "Chaque lundi"
