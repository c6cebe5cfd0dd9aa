"""Addresses below /territoires/."""

from django.urls import path

from . import views

app_name = "territoires"
urlpatterns = [
    path("", views.liste, name="liste"),
    path("<slug:slug>/", views.detail, name="detail"),
]
