"""Mounted at the root, just before Wagtail's pages: what is not a page, and the names of the pages every page links to."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path
from django.views.decorators.http import require_safe
from wagtail.views import serve

from . import views
from .flux import FluxDesActualites, FluxDuTerritoire, FluxDuTheme, FluxDuType

servir = login_not_required(serve)

#: URL name: path of the page that answers there.
PAGES = {
    "accueil": "",
    "extranet_actualites": "actualites/",
    "extranet_le_centre": "le-centre/",
    "accessibilite": "accessibilite/",
    "confidentialite": "confidentialite/",
    "mentions_legales": "mentions-legales/",
}

urlpatterns = [
    *(path(chemin, servir, {"path": chemin}, name=nom) for nom, chemin in PAGES.items()),
    path("plan-du-site/", views.plan_du_site, name="plan_du_site"),
    path("contact/", views.contact, name="contact"),
    path("flux/", views.page_des_flux, name="flux"),
    path("flux/actualites.xml", login_not_required(require_safe(FluxDesActualites())), name="flux_actualites"),
    path("flux/themes/<slug:slug>.xml", login_not_required(require_safe(FluxDuTheme())), name="flux_theme"),
    path("flux/territoires/<slug:slug>.xml", login_not_required(require_safe(FluxDuTerritoire())), name="flux_territoire"),
    path("flux/types/<slug:nom>.xml", login_not_required(require_safe(FluxDuType())), name="flux_type"),
    path("sitemap.xml", views.plan_xml, name="sitemap"),
    path("robots.txt", views.robots, name="robots"),
    path(".well-known/security.txt", views.security_txt, name="security_txt"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("sante/", views.sante, name="sante"),
]
