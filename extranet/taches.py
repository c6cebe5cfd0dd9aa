"""What the open space asks of the job queue."""

from django.core.management import call_command

from centre.taches import periodique, tache


@periodique("* * * * *")
@tache("extranet.publier_les_pages_prevues")
def publier_les_pages_prevues() -> None:
    """Publish the pages whose hour has come, unpublish those that expire. Idempotent: it looks at what is due."""
    call_command("publish_scheduled")
