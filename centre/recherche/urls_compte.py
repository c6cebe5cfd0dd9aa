"""Mounted at ``/mon-compte/recherches/``."""

from django.urls import path

from . import views

urlpatterns = [path("", views.mes_recherches, name="mes_recherches")]
