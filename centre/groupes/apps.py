from django.apps import AppConfig


class GroupesConfig(AppConfig):
    """Working groups: who is in, what they read together, what they say."""

    name = "centre.groupes"
    label = "groupes"
    verbose_name = "Groupes de travail"

    def ready(self) -> None:
        from . import branchements  # noqa: F401
