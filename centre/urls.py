"""Every address of the portal. Each app mounts its own; Wagtail's pages answer last."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.generic import RedirectView
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.views import serve

from centre import accueil
from centre.presentation import galerie

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("centre.membres.urls")),
    path("espace/", accueil.espace, name="espace"),
    path("espace/qui-voit/<slug:slug>/", accueil.qui_voit, name="qui_voit"),
    path("territoires/", include("centre.territoires.urls")),
    path("themes/", include("centre.themes.urls")),
    path("fichiers/", include("centre.publications.urls")),
    path("mon-compte/courriels/", include("centre.courriels.urls")),
    path("lien/", include("centre.liens.urls")),
    path("recherche/", include("centre.recherche.urls")),
    path("jeudis/", include("jeudis.urls")),
    path("ressources/", include("ressources.bibliotheque.urls")),
    path("echos/", include("echos.urls")),
    path("gestion/login/", login_not_required(RedirectView.as_view(pattern_name="account_login", query_string=True))),
    path("gestion/", include("centre.gestion.urls")),
    path("gestion/", include(wagtailadmin_urls)),
    path("", include("extranet.urls")),
]
if settings.DEBUG or settings.DEMO:
    urlpatterns.append(path("galerie/", login_not_required(galerie), name="galerie"))
urlpatterns.append(re_path(r"^((?:[\w\-]+/)*)$", login_not_required(serve), name="wagtail_serve"))

handler400 = "centre.presentation.erreur_400"
