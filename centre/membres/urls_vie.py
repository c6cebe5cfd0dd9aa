"""Mounted at ``/mon-compte/``: the life of one's own account."""

from django.urls import path

from .views import vie

urlpatterns = [
    path("poste/", vie.mon_poste, name="mon_poste"),
    path("poste/toujours/", vie.toujours_en_poste, name="toujours_en_poste"),
    path("mon-parcours/", vie.mon_parcours, name="mon_parcours"),
    path("mon-parcours.csv", vie.mon_parcours_csv, name="mon_parcours_csv"),
    path("mes-donnees/", vie.mes_donnees, name="mes_donnees"),
    path("mes-donnees/<uuid:cle>/", vie.mes_donnees_fichier, name="mes_donnees_fichier"),
    path("fermer/", vie.fermer, name="fermer_mon_compte"),
    path("fermer/annuler/", vie.garder, name="garder_mon_compte"),
]
