from django.apps import AppConfig


class JournalConfig(AppConfig):
    """The audit log: who did what, when."""

    name = "centre.journal"
    label = "journal"
    verbose_name = "Journal"

    def ready(self) -> None:
        from . import branchements  # noqa: F401
