"""Addresses of the library."""

from django.urls import path

from centre.publications.urls_communes import urls_communes

from . import depot, moderation, views
from .models import Ressource

app_name = "ressources"
urlpatterns = [
    path("", views.liste, name="liste"),
    path("deposer/", views.deposer, name="deposer"),
    path("a-publier/", moderation.liste_a_publier, name="a_publier"),
    path("<slug:slug>/", views.detail, name="detail"),
    path("<slug:slug>/modifier/", views.modifier, name="modifier"),
    path("<slug:slug>/accepter/", moderation.accepter, name="accepter"),
    path("<slug:slug>/lecture/", depot.lecture, name="lecture"),
    *urls_communes(Ressource, views.page),
]
