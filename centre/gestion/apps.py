from django.apps import AppConfig


class GestionConfig(AppConfig):
    """The team's shell: Ma journée, identity of the Centre, installer."""

    name = "centre.gestion"
    label = "gestion"
    verbose_name = "Gestion"

    def ready(self) -> None:
        from . import branchements  # noqa: F401
