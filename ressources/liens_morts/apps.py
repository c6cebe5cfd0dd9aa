from django.apps import AppConfig


class LiensMortsConfig(AppConfig):
    """Links of the published texts that no longer answer."""

    name = "ressources.liens_morts"
    label = "liens_morts"
    verbose_name = "Liens morts"

    def ready(self) -> None:
        from . import branchements  # noqa: F401
