"""Addresses of the library."""

from django.urls import path

from centre.publications.urls_communes import urls_communes

from . import views
from .models import Ressource

app_name = "ressources"
urlpatterns = [
    path("", views.liste, name="liste"),
    path("deposer/", views.deposer, name="deposer"),
    path("<slug:slug>/", views.detail, name="detail"),
    path("<slug:slug>/modifier/", views.modifier, name="modifier"),
    *urls_communes(Ressource, views.page),
]
