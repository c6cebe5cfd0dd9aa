"""Addresses of the échos."""

from django.urls import path

from centre.publications.urls_communes import urls_communes

from . import views
from .models import Echo

app_name = "echos"
urlpatterns = [
    path("", views.liste, name="liste"),
    path("ecrire/", views.ecrire, name="ecrire"),
    path("<slug:slug>/", views.detail, name="detail"),
    path("<slug:slug>/modifier/", views.modifier, name="modifier"),
    *urls_communes(Echo, views.page),
]
