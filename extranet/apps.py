from django.apps import AppConfig


class ExtranetConfig(AppConfig):
    """The open Internet space."""

    name = "extranet"
    label = "extranet"
    verbose_name = "Extranet"

    def ready(self) -> None:
        from . import branchements  # noqa: F401
