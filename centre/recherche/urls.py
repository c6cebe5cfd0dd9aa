"""Address of the search: ``/recherche/``. Its name is known to every page's header, so it has no namespace."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path
from django.views.decorators.http import require_safe

from . import views

urlpatterns = [
    path("", views.recherche, name="recherche"),
    path("suggestions/", views.suggestions, name="suggestions"),
    path("flux.xml", login_not_required(require_safe(views.FluxDeRecherche())), name="recherche_flux"),
    path("prevenir/", views.prevenir, name="recherche_prevenir"),
]
