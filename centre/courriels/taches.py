"""The job behind each message."""

from centre.taches import tache

from . import envoi


@tache("courriels.expedier")
def expedier(courriel: int) -> None:
    """Send one message. Its next tries are planned with the failure, in the row's own transaction."""
    envoi.expedier(courriel)
