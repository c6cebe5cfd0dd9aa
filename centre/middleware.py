"""Three small doors every request passes, in the order of settings.MIDDLEWARE."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect

from centre.espaces.acces import memoriser

#: Addresses of the workspace: an anonymous visitor is sent to the login there, whether the page exists or not.
RESERVE = ("/espace/", "/echos/", "/annuaire/", "/coproductions/", "/orientation/", "/mon-compte/", "/gestion/")


class ConnexionRequise(LoginRequiredMiddleware):
    """Login by default, and no difference between an absent and a reserved address (DESIGN §2, Refusal)."""

    def __call__(self, request: HttpRequest) -> Any:
        """Send an anonymous visitor to the login before the address is even resolved."""
        chemin = request.path_info if request.path_info.endswith("/") else request.path_info + "/"
        if chemin.startswith(RESERVE) and not request.user.is_authenticated:
            return self.handle_no_permission(request, None)
        memoriser(request)
        return self.get_response(request)

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> HttpResponseRedirect:
        """302 to the login, carrying the address asked for."""
        return vers_la_connexion(request)


def vers_la_connexion(request: HttpRequest) -> HttpResponseRedirect:
    """The one redirect an anonymous visitor gets at a reserved address."""
    reponse = redirect_to_login(request.get_full_path(), settings.LOGIN_URL)
    reponse["Cache-Control"] = "private, no-store"
    return reponse


#: Where a member of the team without a second factor may still go: to add one, to leave.
SANS_SECOND_FACTEUR = ("/mon-compte/", "/deconnexion/", "/connexion/", "/lien/", "/accessibilite/", "/sante/")


class PorteDeLaGestion:
    """Closes /gestion/ (404) to members who are not of the team, and asks the team for its second factor, everywhere."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The door itself is ``process_view``: it needs a resolved address."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view_func: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:
        """Runs for every resolved address."""
        gestion = request.path_info.startswith("/gestion/")
        if not request.user.is_authenticated or not (gestion or settings.MFA_EXIGEE_POUR_L_EQUIPE):
            return None
        equipe = request.user.est_de_l_equipe
        if gestion and not equipe:
            raise Http404
        # The team reads everything: without a second factor it reads nothing, wherever the page is.
        libre = request.path_info.startswith(SANS_SECOND_FACTEUR)
        if settings.MFA_EXIGEE_POUR_L_EQUIPE and equipe and not libre and not is_mfa_enabled(request.user):
            return redirect("mfa_index")
        return None


class EnTetes:
    """Reserved pages are never kept by a browser or a proxy."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Say so, unless the view chose otherwise."""
        reponse = self.get_response(request)
        user = getattr(request, "user", None)
        if user is not None and user.is_authenticated and not reponse.has_header("Cache-Control"):
            reponse["Cache-Control"] = "private, no-store"
        return reponse
