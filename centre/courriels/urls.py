"""Mounted at ``/mon-compte/courriels/``."""

from django.urls import path

from . import views

app_name = "courriels"
urlpatterns = [path("", views.preferences, name="preferences")]
