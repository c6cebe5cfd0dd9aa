"""Addresses below /gestion/, before Wagtail's own."""

from django.urls import include, path

from . import views

urlpatterns = [
    path("", views.ma_journee, name="gestion_accueil"),
    path("identite/", views.identite, name="gestion_identite"),
    path("journal/", views.journal, name="gestion_journal"),
    path("membres/", views.membres, name="gestion_membres"),
    path("membres/<int:pk>/suspendre/", views.suspension, name="gestion_membre_suspendre"),
    path("membres/<int:pk>/retablir/", views.retablissement, name="gestion_membre_retablir"),
    path("courriels/", include("centre.courriels.urls_gestion")),
]
