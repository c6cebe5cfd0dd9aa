"""Every address of the portal. Each app mounts its own; Wagtail's pages answer last."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.generic import RedirectView
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.views import serve

from centre import accueil
from centre.membres.urls_annuaire import ANNUAIRE
from centre.presentation import galerie
from centre.prise_de_poste import prise_de_poste

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("centre.membres.urls")),
    path("", include("centre.membres.urls_oidc")),
    path("espace/", accueil.espace, name="espace"),
    path("espace/prise-de-poste/", prise_de_poste, name="prise_de_poste"),
    path("espace/qui-voit/<slug:slug>/", accueil.qui_voit, name="qui_voit"),
    path("espace/groupes/", include("centre.groupes.urls")),
    path("annuaire/", include(ANNUAIRE)),
    path("territoires/", include("centre.territoires.urls")),
    path("themes/", include("centre.themes.urls")),
    path("fichiers/", include("centre.publications.urls")),
    path("mon-compte/", include("centre.membres.urls_vie")),
    path("mon-compte/courriels/", include("centre.courriels.urls")),
    path("mon-compte/recherches/", include("centre.recherche.urls_compte")),
    path("lien/", include("centre.liens.urls")),
    path("recherche/", include("centre.recherche.urls")),
    path("jeudis/", include("jeudis.urls")),
    path("attestations/", include("jeudis.urls_attestations")),
    path("dossiers/", include("jeudis.urls_dossiers")),
    path("ressources/", include("ressources.bibliotheque.urls")),
    path("oai/", include("ressources.moisson.urls")),
    path("echos/", include("echos.urls")),
    path("gestion/login/", login_not_required(RedirectView.as_view(pattern_name="account_login", query_string=True))),
    path("gestion/liens/", include("ressources.liens_morts.urls")),
    path("gestion/", include("centre.gestion.urls")),
    path("gestion/", include(wagtailadmin_urls)),
    path("", include("extranet.urls")),
]
if settings.DEBUG or settings.DEMO:
    urlpatterns.append(path("galerie/", login_not_required(galerie), name="galerie"))
urlpatterns.append(re_path(r"^((?:[\w\-]+/)*)$", login_not_required(serve), name="wagtail_serve"))

handler400 = "centre.presentation.erreur_400"
