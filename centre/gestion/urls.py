"""Addresses below /gestion/, before Wagtail's own."""

from django.urls import include, path, re_path
from django.views.generic import RedirectView

from centre.membres.urls_annuaire import STRUCTURES

from . import views
from .views import themes

#: Wagtail's screens of no use here: their prefixes answer as if they did not exist.
FERMES = r"collections|documents|groups|images|locales|reports|sites|snippets|styleguide|users|workflows|pages/\d+/privacy"

urlpatterns = [
    path("", views.ma_journee, name="gestion_accueil"),
    path("identite/", views.identite, name="gestion_identite"),
    path("journal/", views.journal, name="gestion_journal"),
    path("membres/", views.membres, name="gestion_membres"),
    path("membres/<int:pk>/suspendre/", views.suspension, name="gestion_membre_suspendre"),
    path("membres/<int:pk>/retablir/", views.retablissement, name="gestion_membre_retablir"),
    path("", include("centre.membres.urls_gestion")),
    path("themes/", themes.liste, name="gestion_themes"),
    path("themes/nouveau/", themes.ecrire, name="gestion_theme_nouveau"),
    path("themes/<slug:slug>/", themes.ecrire, name="gestion_theme"),
    path("themes/<slug:slug>/reunir/", themes.reunir, name="gestion_theme_reunir"),
    path("structures/", include(STRUCTURES)),
    path("", include("centre.gestion.urls_membres")),
    path("courriels/", include("centre.courriels.urls_gestion")),
    path("recherche/", include("centre.recherche.urls_gestion")),
    path("account/", RedirectView.as_view(pattern_name="mon_compte")),
    re_path(rf"^(?:{FERMES})/", views.ferme),
]
