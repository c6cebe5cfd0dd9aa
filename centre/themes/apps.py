from django.apps import AppConfig


class ThemesConfig(AppConfig):
    name = "centre.themes"
    label = "themes"
    verbose_name = "Thèmes"

    def ready(self) -> None:
        from . import branchements  # noqa: F401
