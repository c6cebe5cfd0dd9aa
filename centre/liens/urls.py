"""Mounted at ``/lien/``."""

from django.urls import path

from .views import ouvrir_lien

app_name = "liens"
urlpatterns = [path("<str:jeton>/", ouvrir_lien, name="ouvrir")]
