"""Addresses of the Jeudis."""

from django.urls import path

from centre.publications.urls_communes import urls_communes

from . import views
from .models import CompteRendu, Jeudi

app_name = "jeudis"
urlpatterns = [
    path("", views.liste, name="liste"),
    path("passes/", views.passes, name="passes"),
    path("agenda.ics", views.agenda, name="agenda"),
    path("creer/", views.creer, name="creer"),
    path("comptes-rendus-a-publier/", views.a_rendre, name="a_rendre"),
    path("<slug:slug>/", views.detail, name="detail"),
    path("<slug:slug>/agenda.ics", views.seances_ics, name="seances_ics"),
    path("<slug:slug>/inscription/", views.inscription, name="inscription"),
    path("<slug:slug>/inscrits/", views.inscrits, name="inscrits"),
    path("<slug:slug>/modifier/", views.modifier, name="modifier"),
    path("<slug:slug>/compte-rendu/", views.compte_rendu, name="compte_rendu"),
    path("<slug:slug>/compte-rendu/modifier/", views.ecrire_compte_rendu, name="ecrire_compte_rendu"),
    path("<slug:slug>/compte-rendu/apercu/", views.apercu_compte_rendu, name="apercu_compte_rendu"),
    *urls_communes(Jeudi, "jeudis/detail.html"),
    *urls_communes(CompteRendu, "jeudis/compte_rendu.html", base="<slug:slug>/compte-rendu/", suffixe="_compte_rendu"),
]
