"""Addresses of the dossiers thématiques."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path
from django.views.decorators.http import require_safe

from centre.publications.urls_communes import urls_communes

from .models import Dossier
from .sitemaps import FluxDesDossiers
from .views import dossiers, dossiers_equipe

app_name = "dossiers"
urlpatterns = [
    path("", dossiers.liste, name="liste"),
    path("flux.xml", login_not_required(require_safe(FluxDesDossiers())), name="flux"),
    path("creer/", dossiers_equipe.creer, name="creer"),
    path("ajouter/", dossiers_equipe.ajouter, name="ajouter"),
    path("<slug:slug>/", dossiers.detail, name="detail"),
    path("<slug:slug>/dossier.pdf", dossiers.pdf, name="pdf"),
    path("<slug:slug>/originaux.zip", dossiers.zip_des_originaux, name="zip"),
    path("<slug:slug>/modifier/", dossiers_equipe.modifier, name="modifier"),
    path("<slug:slug>/elements/", dossiers_equipe.elements, name="elements"),
    path("<slug:slug>/dater/", dossiers_equipe.dater, name="dater"),
    path("<slug:slug>/editions/<slug:jour>/", dossiers.edition, name="edition"),
    path("<slug:slug>/editions/<slug:jour>/dossier.pdf", dossiers.pdf, name="pdf_edition"),
    path("<slug:slug>/editions/<slug:jour>/originaux.zip", dossiers.zip_des_originaux, name="zip_edition"),
    *urls_communes(Dossier, dossiers.page),
]
