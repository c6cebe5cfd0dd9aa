"""Mounted at ``/attestations/``: the public check, one’s own archive, the document."""

from django.urls import path

from .views import attestations

app_name = "attestations"
urlpatterns = [
    path("", attestations.verifier, name="verifier"),
    path("miennes/", attestations.miennes, name="miennes"),
    path("<str:numero>/", attestations.document, name="document"),
]
