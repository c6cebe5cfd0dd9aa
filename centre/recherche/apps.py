from django.apps import AppConfig


class RechercheConfig(AppConfig):
    """The one search box."""

    name = "centre.recherche"
    label = "recherche"
    verbose_name = "Recherche"

    def ready(self) -> None:
        from . import branchements  # noqa: F401
