"""The words of the open space."""

from django.db import models


class Nature(models.TextChoices):
    """What an actualité is about."""

    LOCALE = "locale", "Locale"
    NATIONALE = "nationale", "Nationale"
