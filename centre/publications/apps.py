from django.apps import AppConfig


class PublicationsConfig(AppConfig):
    """What every written content shares: draft, history, files, comments, the one write path."""

    name = "centre.publications"
    label = "publications"
    verbose_name = "Publications"

    def ready(self) -> None:
        from . import branchements  # noqa: F401
