from django.apps import AppConfig


class JeudisConfig(AppConfig):
    """« Les Jeudis du Centre de ressources », inscriptions and comptes rendus."""

    name = "jeudis"
    label = "jeudis"
    verbose_name = "Jeudis"

    def ready(self) -> None:
        from . import branchements  # noqa: F401
