from django.apps import AppConfig


class MembresConfig(AppConfig):
    """Who is in the network: Membre, Poste, Structure; accounts."""

    name = "centre.membres"
    label = "membres"
    verbose_name = "Membres"

    def ready(self) -> None:
        from . import branchements  # noqa: F401
