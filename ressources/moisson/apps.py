from django.apps import AppConfig


class MoissonConfig(AppConfig):
    """What other catalogues harvest from ours: OAI-PMH 2.0."""

    name = "ressources.moisson"
    label = "moisson"
    verbose_name = "Moisson OAI-PMH"

    def ready(self) -> None:
        from . import branchements  # noqa: F401
