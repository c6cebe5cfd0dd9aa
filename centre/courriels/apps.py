from django.apps import AppConfig


class CourrielsConfig(AppConfig):
    """E-mails are rows first; what each member accepts to receive."""

    name = "centre.courriels"
    label = "courriels"
    verbose_name = "Courriels"

    def ready(self) -> None:
        from . import branchements  # noqa: F401
