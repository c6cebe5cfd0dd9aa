"""What the house does by itself about groupes."""

from centre.taches import periodique, tache

from .operations import resumer_les_fils


@periodique("30 15 * * 1-5")
@tache("groupes.resumer_les_fils", verrou="groupes.resumer_les_fils", reprises=(60, 600))
def resumer() -> None:
    """At the end of each working day: the digests of the threads."""
    resumer_les_fils()
