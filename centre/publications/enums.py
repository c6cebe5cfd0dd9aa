"""Words of a publication's life."""

from django.db import models


class Statut(models.TextChoices):
    """Derived from the row, never stored (DESIGN §2)."""

    BROUILLON = "brouillon", "Brouillon"
    A_RELIRE = "a_relire", "À relire"
    PUBLIE = "publie", "Publié"
    ARCHIVE = "archive", "Archivé"
    RETIRE = "retire", "Retiré"


class EtatDeSoumission(models.TextChoices):
    """What became of a request for relecture."""

    EN_ATTENTE = "en_attente", "En attente"
    ACCEPTEE = "acceptee", "Acceptée"
    RENDUE = "rendue", "Rendue avec des remarques"
