"""Words of a working group."""

from django.db import models


class Porte(models.TextChoices):
    """How one enters. A groupe on invitation is unknown to whoever is not in it."""

    LIBRE = "libre", "Libre : tout le réseau peut y entrer"
    DEMANDE = "demande", "Sur demande : qui l’anime accepte ou refuse"
    INVITATION = "invitation", "Sur invitation : invisible des autres"


#: Groupes whose name and description the whole réseau may read.
ANNONCEES = (Porte.LIBRE.value, Porte.DEMANDE.value)


class EtatAdhesion(models.TextChoices):
    """Where somebody stands with a groupe."""

    DEMANDEE = "demandee", "Demande à l’étude"
    INVITEE = "invitee", "Invitation sans réponse"
    MEMBRE = "membre", "Membre"
    REFUSEE = "refusee", "Demande refusée"
    PARTIE = "partie", "N’en est plus"


class RoleDansLeGroupe(models.TextChoices):
    """What one does there."""

    MEMBRE = "membre", "Membre"
    COANIMATION = "coanimation", "Coanimation"
