"""Mounted at ``/gestion/``: one member and several, changes of post, what the journal lets undo, the register of processing."""

from django.urls import path

from .views import changements, fiche, traitements
from .views.journal import annulation
from .views.membres import lot

urlpatterns = [
    path("membres/lot/", lot, name="gestion_membres_lot"),
    path("membres/<int:pk>/", fiche.fiche, name="gestion_membre"),
    path("membres/<int:pk>/notes/", fiche.noter, name="gestion_membre_noter"),
    path("membres/<int:pk>/notes/<int:note>/effacer/", fiche.effacer_note, name="gestion_membre_effacer_note"),
    path("membres/<int:pk>/roles/", fiche.roles, name="gestion_membre_roles"),
    path("membres/<int:pk>/poste/", fiche.poste, name="gestion_membre_poste"),
    path("membres/<int:pk>/depart/", fiche.depart, name="gestion_membre_depart"),
    path("membres/<int:pk>/depart/annuler/", fiche.annuler_depart, name="gestion_membre_annuler_depart"),
    path("membres/<int:pk>/fusionner/", fiche.fusion, name="gestion_membre_fusion"),
    path("membres/<int:pk>/effacer/", fiche.fermeture, name="gestion_membre_fermeture"),
    path("membres/<int:pk>/effacer/annuler/", fiche.garder, name="gestion_membre_garder"),
    path("changements/", changements.changements, name="gestion_changements"),
    path("changements/<int:pk>/appliquer/", changements.appliquer, name="gestion_changement_appliquer"),
    path("changements/<int:pk>/refuser/", changements.refuser, name="gestion_changement_refuser"),
    path("journal/<int:pk>/annuler/", annulation, name="gestion_journal_annuler"),
    path("traitements/", traitements.traitements, name="gestion_traitements"),
]
