from django.apps import AppConfig


class BibliothequeConfig(AppConfig):
    """The document library: notices and their files."""

    name = "ressources.bibliotheque"
    label = "bibliotheque"
    verbose_name = "Bibliothèque"

    def ready(self) -> None:
        from . import branchements  # noqa: F401
