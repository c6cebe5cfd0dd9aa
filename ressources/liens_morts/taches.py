"""Jobs of the links. Times are UTC."""

from __future__ import annotations

from django.conf import settings

from centre.taches import periodique, tache
from centre.toile import visiter as aller_voir

from . import operations
from .models import Lien


@periodique("10 1 * * *")
@tache("liens_morts.programmer")
def programmer() -> None:
    """Each night, one job for each link to visit."""
    operations.programmer_les_visites()


@periodique("40 0 * * 0")
@tache("liens_morts.recenser")
def recenser() -> None:
    """On Sundays, read again what every text gives: what was written while nobody listened is found."""
    operations.recenser_tout()


@tache("liens_morts.visiter", verrou="liens_morts.visiter")
def visiter(lien: int) -> None:
    """Visit one link, outside of any transaction, one at a time. Run again the same day, it counts once."""
    trouve = Lien.objects.filter(pk=lien).first()
    if trouve is not None and settings.VERIFIER_LES_LIENS:
        operations.noter(lien=trouve, visite=aller_voir(trouve.adresse))
