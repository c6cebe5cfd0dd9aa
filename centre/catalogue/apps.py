from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """The light row of everything published."""

    name = "centre.catalogue"
    label = "catalogue"
    verbose_name = "Catalogue"

    def ready(self) -> None:
        from . import branchements  # noqa: F401
