"""Jobs of the library. Times are UTC."""

from __future__ import annotations

from centre.membres.models import Membre
from centre.taches import differer, periodique, tache

from . import operations


@tache("bibliotheque.ouvrir", reprises=(60, 600))
def ouvrir(ouverture: int) -> None:
    """Open what was to be opened at this instant (the key of its Ouverture). Idempotent: opened twice is opened once."""
    operations.faire_l_ouverture(ouverture=ouverture)


@periodique("*/10 * * * *")
@tache("bibliotheque.ouvrir_ce_qui_est_echu")
def ouvrir_ce_qui_est_echu() -> None:
    """One job for each opening that was missed: a worker stopped, a notice withdrawn meanwhile and put back."""
    for ouverture in operations.ouvertures_echues():
        differer("bibliotheque.ouvrir", ouverture=ouverture)


@periodique("15 5 * * *")
@tache("bibliotheque.revoir")
def revoir() -> None:
    """Each morning: what nobody can correct any more goes to the team; one job for each member who has documents to look at."""
    operations.reprendre_les_echeances()
    for membre in operations.a_prevenir():
        differer("bibliotheque.prevenir", membre=membre)


@tache("bibliotheque.prevenir", reprises=(60, 600))
def prevenir(membre: int) -> None:
    """One member's mail, if there is anything to tell; told once."""
    if (qui := Membre.objects.filter(pk=membre).first()) is not None:
        operations.prevenir(membre=qui)
