"""How a word of the field relates to the theme it leads to."""

from django.db import models


class Genre(models.TextChoices):
    """A word used instead of the theme's name, or the initials of several."""

    SYNONYME = "synonyme", "synonyme"
    SIGLE = "sigle", "sigle"
