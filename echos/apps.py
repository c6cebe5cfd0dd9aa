from django.apps import AppConfig


class EchosConfig(AppConfig):
    """What the members write."""

    name = "echos"
    label = "echos"
    verbose_name = "Échos"

    def ready(self) -> None:
        from . import branchements  # noqa: F401
