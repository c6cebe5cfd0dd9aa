from django.apps import AppConfig


class LiensConfig(AppConfig):
    """The third door: signed links."""

    name = "centre.liens"
    label = "liens"
    verbose_name = "Liens signés"

    def ready(self) -> None:
        from . import branchements  # noqa: F401
