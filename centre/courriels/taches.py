"""The job behind each message."""

from centre.taches import tache

from . import envoi

#: Seconds before each new try of a job that could write nothing, not even its failure: the database went away under it.
SANS_BASE = (5, 30, 120, 600, 3600)


@tache("courriels.expedier", reprises=SANS_BASE)
def expedier(courriel: int) -> None:
    """Send one message. Its next tries are planned with the failure, in the row's own transaction."""
    envoi.expedier(courriel)
