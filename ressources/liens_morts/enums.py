"""Where a link stands."""

from django.db import models


class Etat(models.TextChoices):
    """What the last visits of an address found."""

    ATTENDU = "attendu", "Pas encore vérifié"
    BON = "bon", "Répond"
    DOUTEUX = "douteux", "N’a pas répondu la dernière fois"
    MORT = "mort", "Ne répond plus"
    ARCHIVE = "archive", "Lien d’archive"
