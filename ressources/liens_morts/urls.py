"""Addresses of the links, below /gestion/liens/."""

from django.urls import path

from . import views

app_name = "liens_morts"
urlpatterns = [
    path("", views.liste, name="liste"),
    path("<int:pk>/", views.geste, name="geste"),
]
