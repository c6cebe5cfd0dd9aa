from django.apps import AppConfig


class TerritoiresConfig(AppConfig):
    name = "centre.territoires"
    label = "territoires"
    verbose_name = "Territoires"

    def ready(self) -> None:
        from . import branchements  # noqa: F401
