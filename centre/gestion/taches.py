"""What the house does every night about what it keeps."""

from centre.taches import periodique, tache

from .conservation import executer


@periodique("35 1 * * *")
@tache("gestion.conserver", reprises=(300, 3600))
def conserver() -> None:
    """Execute the retention rules of the register of processing."""
    executer()
