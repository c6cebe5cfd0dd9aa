"""Address of the search: ``/recherche/``. Its name is known to every page's header, so it has no namespace."""

from django.urls import path

from . import views

urlpatterns = [path("", views.recherche, name="recherche")]
