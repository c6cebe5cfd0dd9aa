from allauth.usersessions.apps import UserSessionsConfig
from django.apps import AppConfig
from django.core.checks import register


class MembresConfig(AppConfig):
    """Who is in the network: Membre, Poste, Structure; accounts."""

    name = "centre.membres"
    label = "membres"
    verbose_name = "Membres"
    default = True

    def ready(self) -> None:
        from allauth.core.internal import ratelimit

        from . import branchements, branchements_entrees  # noqa: F401
        from .verifications import fournisseur_en_https

        register(fournisseur_en_https)

        # allauth refuses a sign-in that waits more than a second for its turn to write the count of its account: eight at
        # once on a busy machine would not all pass. No setting says it; a test fails when the constant is renamed.
        ratelimit.CACHE_LOCK_WAIT_TIMEOUT = 9


class AppareilsConfig(UserSessionsConfig):
    """allauth's sessions, with our receivers in the place of its own (see ``appareils``)."""

    default = False

    def ready(self) -> None:
        from .appareils import brancher

        brancher()
