"""States of an account."""

from django.db import models


class Etat(models.TextChoices):
    """Only *actif* signs in; the others read what a visitor reads."""

    EN_ATTENTE = "en_attente", "En attente"
    ACTIF = "actif", "Actif"
    SUSPENDU = "suspendu", "Suspendu"


class MondeDuMembre(models.TextChoices):
    """Where a member counts in the urban/rural ratio (PRODUCT.md, « Territoire »)."""

    URBAIN = "urbain", "Urbain"
    RURAL = "rural", "Rural"
    MIXTE = "mixte", "Moitié-moitié"
    TRANSVERSAL = "transversal", "Transversal"
