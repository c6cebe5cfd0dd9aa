"""Mounted at ``/gestion/recherche/``."""

from django.urls import path

from . import views

app_name = "gestion_recherche"
urlpatterns = [
    path("", views.questions, name="questions"),
    path("<int:pk>/", views.question, name="question"),
    path("mots/", views.mots, name="mots"),
    path("epingles/", views.epingles, name="epingles"),
]
