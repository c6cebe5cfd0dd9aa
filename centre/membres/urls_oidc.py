"""Mounted at the root when a provider is configured; without one, these addresses do not exist."""

from django.urls import URLPattern, path

from .oidc import configuree
from .views import oidc


def adresses() -> list[URLPattern]:
    """The addresses, or none."""
    if not configuree():
        return []
    return [
        path("connexion/proconnect/", oidc.partir, name="oidc"),
        path("connexion/proconnect/retour/", oidc.retour, name="oidc_retour"),
        path("deconnexion/proconnect/", oidc.sortie, name="oidc_sortie"),
        path("mon-compte/identites/", oidc.mes_identites, name="mes_identites"),
        path("mon-compte/identites/<int:pk>/delier/", oidc.delier_identite, name="delier_identite"),
    ]


urlpatterns = adresses()
