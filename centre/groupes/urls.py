"""Mounted at ``/espace/groupes/``."""

from django.urls import path

from .views import adhesions, classeurs, pages

app_name = "groupes"
urlpatterns = [
    path("", pages.liste, name="liste"),
    path("creer/", pages.creer, name="creer"),
    path("<slug:slug>/", pages.detail, name="detail"),
    path("<slug:slug>/entrer/", adhesions.entrer, name="entrer"),
    path("<slug:slug>/membres/", adhesions.membres, name="membres"),
    path("<slug:slug>/regler/", pages.regler, name="regler"),
    path("<slug:slug>/fil/", adhesions.dire, name="dire"),
    path("<slug:slug>/fil/<int:message>/retirer/", adhesions.dedire, name="dedire"),
    path("<slug:slug>/classeurs/", classeurs.nouveau, name="nouveau_classeur"),
    path("<slug:slug>/classeurs/<int:pk>/", classeurs.classeur, name="classeur"),
]
