"""Addresses below /themes/."""

from django.urls import path

from . import views

app_name = "themes"
urlpatterns = [
    path("", views.liste, name="liste"),
    path("<slug:slug>/", views.detail, name="detail"),
]
