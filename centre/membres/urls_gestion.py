"""Mounted at ``/gestion/``: who comes in, by a request, an invitation or an import."""

from django.urls import path

from .views import file_des_demandes as demandes

urlpatterns = [
    path("demandes/", demandes.liste, name="gestion_demandes"),
    path("demandes/<int:pk>/", demandes.voir, name="gestion_demande"),
    path("demandes/<int:pk>/accepter/", demandes.accepter, name="gestion_demande_accepter"),
    path("demandes/<int:pk>/refuser/", demandes.refuser, name="gestion_demande_refuser"),
    path("demandes/<int:pk>/preciser/", demandes.preciser, name="gestion_demande_preciser"),
    path("demandes/<int:pk>/noter/", demandes.noter, name="gestion_demande_noter"),
]
