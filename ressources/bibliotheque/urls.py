"""Addresses of the library."""

from django.urls import path

from centre.publications.urls_communes import urls_communes

from . import views
from .models import Ressource

app_name = "ressources"
urlpatterns = [
    path("", views.liste, name="liste"),
    path("deposer/", views.deposer, name="deposer"),
    path("ouvertures/", views.ouvertures, name="ouvertures"),
    path("demandes/", views.demandes, name="demandes"),
    path("demandes/<int:pk>/", views.repondre, name="repondre"),
    path("a-revoir/", views.a_revoir, name="a_revoir"),
    path("a-publier/", views.liste_a_publier, name="a_publier"),
    path("lot/", views.lot, name="lot"),
    path("lot/<uuid:cle>/", views.lot_fait, name="lot_fait"),
    path("telechargements/", views.telechargements, name="telechargements"),
    path("<slug:slug>/", views.detail, name="detail"),
    path("<slug:slug>/citer.<slug:format>", views.citer, name="citer"),
    path("<slug:slug>/modifier/", views.modifier, name="modifier"),
    path("<slug:slug>/adresse/", views.adresse, name="adresse"),
    path("<slug:slug>/demander/", views.demander, name="demander"),
    path("<slug:slug>/demander/envoyee/", views.demande_envoyee, name="demande_envoyee"),
    path("<slug:slug>/acces/", views.acces, name="acces"),
    path("<slug:slug>/ouvrir/", views.ouvrir, name="ouvrir"),
    path("<slug:slug>/revoir/", views.revoir, name="revoir"),
    path("<slug:slug>/accepter/", views.accepter, name="accepter"),
    path("<slug:slug>/lecture/", views.lecture, name="lecture"),
    *urls_communes(Ressource, views.page),
]
