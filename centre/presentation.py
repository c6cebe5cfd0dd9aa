"""What every page shows around its content: identity of the Centre, navigation, footer.

Addresses are declared by URL name; a name that does not exist yet is left out, so that nothing dead is linked.
"""

from functools import cache
from typing import Any

from django.apps import apps
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, get_urlconf, reverse
from django.utils.functional import SimpleLazyObject

from centre.galerie import exemples

#: (title, URL name), in the order of the screen.
Liens = tuple[tuple[str, str], ...]

PUBLIC: Liens = (
    ("Actualités", "extranet_actualites"),
    ("Jeudis", "jeudis:liste"),
    ("Territoires", "territoires:liste"),
    ("Thèmes", "themes:liste"),
    ("Dossiers", "dossiers:liste"),
    ("Ressources", "ressources:liste"),
    ("Expériences", "experiences:liste"),
    ("Le Centre", "extranet_le_centre"),
)
MEMBRE: Liens = (
    ("Mon espace", "espace"),
    ("Jeudis", "jeudis:liste"),
    ("Ressources", "ressources:liste"),
    ("Échos", "echos:liste"),
    ("Coproductions", "coproductions:liste"),
    ("Annuaire", "annuaire"),
    ("Groupes", "groupes:liste"),
    ("Orientation", "orientation"),
    ("Actualités", "extranet_actualites"),
    ("Territoires", "territoires:liste"),
    ("Thèmes", "themes:liste"),
)
EQUIPE: Liens = (("Gestion", "gestion_accueil"),)
#: Footer: what to do, and where to find one's way.
ECRIRE: Liens = (
    ("Écrire au Centre", "contact"),
    ("Demander un accès au réseau", "demander_acces"),
    ("Recevoir la lettre publique", "lettre:abonnement"),
    ("Flux et agendas", "flux"),
)
REPERES: Liens = (
    ("Plan du site", "plan_du_site"),
    ("Accessibilité", "accessibilite"),
    ("Confidentialité", "confidentialite"),
    ("Mentions légales", "mentions_legales"),
)


def identite() -> Any:
    """Return who runs this installation, as the team wrote it in its back-office (``centre.gestion``); defaults before that."""
    return apps.get_model("gestion", "Identite").objects.courante()


def contexte(request: HttpRequest) -> dict[str, Any]:
    """Context processor: ``centre``, ``navigation``, ``pied``, ``url_recherche`` and the addresses of the account.

    Prints nothing personal for a visitor: public pages are kept whole.
    """
    return {
        "centre": SimpleLazyObject(identite),
        "navigation": navigation(request),
        "pied": pied(),
        "url_accueil": adresse("accueil") or "/",
        "url_recherche": adresse("recherche"),
        "url_connexion": adresse("account_login"),
        "url_deconnexion": adresse("account_logout"),
        "url_oidc": adresse("oidc"),
        "oidc_nom": settings.OIDC_NOM,
        "url_compte": adresse("mon_compte") or adresse("espace"),
    }


def navigation(request: HttpRequest) -> list[dict[str, str]]:
    """Return the main navigation: ``titre``, ``url`` and ``actif`` (a value of aria-current, or empty)."""
    user = getattr(request, "user", None)
    liens: Liens = MEMBRE if getattr(user, "is_authenticated", False) else PUBLIC
    if getattr(user, "est_de_l_equipe", False):
        liens = (*EQUIPE, *liens)
    existants = _existants(liens)
    # « Mon espace » holds « Groupes »: the most precise of the sections is the current one.
    precise = max((len(url) for _, url in existants if request.path.startswith(url)), default=0)
    return [{"titre": t, "url": u, "actif": _actif(u, request.path) if len(u) == precise else ""} for t, u in existants]


def pied() -> list[dict[str, Any]]:
    """Return the groups of links of the footer: ``titre`` and ``liens`` (``titre``, ``url``)."""
    groupes = (("Tout voir", PUBLIC), ("Écrire, demander", ECRIRE), ("S’y retrouver", REPERES))
    listes = ((titre, [{"titre": t, "url": u} for t, u in _existants(liens)]) for titre, liens in groupes)
    return [{"titre": titre, "liens": liens} for titre, liens in listes if liens]


def adresse(nom: str) -> str:
    """Return the address of a URL name without parameters, or an empty string when the name does not exist."""
    return _adresse(nom, get_urlconf() or settings.ROOT_URLCONF)


@cache
def _adresse(nom: str, urlconf: str) -> str:
    try:
        return reverse(nom, urlconf=urlconf)
    except NoReverseMatch:
        return ""


def _existants(liens: Liens) -> list[tuple[str, str]]:
    return [(titre, url) for titre, nom in liens if (url := adresse(nom))]


def _actif(url: str, chemin: str) -> str:
    """Return the value of aria-current: this very page, a page inside the section, or neither."""
    if chemin == url:
        return "page"
    return "true" if chemin.startswith(url) else ""


def erreur_400(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer a request that cannot be understood, without trusting anything in it."""
    return HttpResponseBadRequest(render_to_string("400.html"))


def galerie(request: HttpRequest) -> HttpResponse:
    """Show every component in every state; mounted in development, in the demo and in tests."""
    return render(request, "galerie.html", exemples())
