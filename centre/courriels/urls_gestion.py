"""Mounted at ``/gestion/courriels/``."""

from django.urls import path

from . import views

app_name = "gestion_courriels"
urlpatterns = [
    path("", views.liste, name="liste"),
    path("echecs/", views.echecs, name="echecs"),
    path("<int:pk>/", views.voir, name="voir"),
    path("<int:pk>/renvoyer/", views.renvoi, name="renvoyer"),
]
