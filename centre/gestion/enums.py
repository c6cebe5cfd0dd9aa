"""The words of the team's shell."""

from django.db import models


class ZoneScolaire(models.TextChoices):
    """School-holiday zone: no date is proposed without saying that it falls in the holidays."""

    A = "A", "Zone A"
    B = "B", "Zone B"
    C = "C", "Zone C"
    CORSE = "corse", "Corse"
    AUTRE = "autre", "Autre"


class Classe(models.TextChoices):
    """What a field holds: about a person, what the Centre and its members say, how the machine works."""

    PERSONNELLE = "personnelle", "Donnée personnelle"
    CONTENU = "contenu", "Contenu"
    TECHNIQUE = "technique", "Technique"
