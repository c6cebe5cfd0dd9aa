from django.apps import AppConfig


class EspacesConfig(AppConfig):
    """Who sees what: Espace, the rights held on it, the one rule."""

    name = "centre.espaces"
    label = "espaces"
    verbose_name = "Espaces"

    def ready(self) -> None:
        from . import branchements  # noqa: F401
