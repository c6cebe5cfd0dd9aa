"""What a signed link allows."""

from django.db import models


class Action(models.TextChoices):
    """One link, one action on one object (DESIGN §2, third door)."""

    LIRE = "lire", "Lire"
    RELIRE = "relire", "Relire"
    CONTRIBUER = "contribuer", "Contribuer"
    CONFIRMER = "confirmer", "Confirmer"
    DESINSCRIRE = "desinscrire", "Se désinscrire"

    @property
    def au_premier_regard(self) -> bool:
        """True when opening the page is the use itself; the others act on POST alone, because mail scanners open links."""
        return self in (Action.LIRE, Action.RELIRE)
