from django.apps import AppConfig


class TachesConfig(AppConfig):
    """The job queue's only door."""

    name = "centre.taches"
    label = "taches"
    verbose_name = "Tâches"

    def ready(self) -> None:
        from . import branchements  # noqa: F401
