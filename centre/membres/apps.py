from allauth.usersessions.apps import UserSessionsConfig
from django.apps import AppConfig


class MembresConfig(AppConfig):
    """Who is in the network: Membre, Poste, Structure; accounts."""

    name = "centre.membres"
    label = "membres"
    verbose_name = "Membres"
    default = True

    def ready(self) -> None:
        from . import branchements  # noqa: F401


class AppareilsConfig(UserSessionsConfig):
    """allauth's sessions, with our receivers in the place of its own (see ``appareils``)."""

    default = False

    def ready(self) -> None:
        from .appareils import brancher

        brancher()
