"""Mounted at ``/annuaire/`` (ANNUAIRE) and ``/gestion/structures/`` (STRUCTURES)."""

from django.urls import path

from .views import annuaire, structures

ANNUAIRE = [
    path("", annuaire.annuaire, name="annuaire"),
    path("annuaire.csv", annuaire.export, name="annuaire_csv"),
    path("structures/", annuaire.structures, name="structures"),
    path("structures/<slug:slug>/", annuaire.structure, name="structure"),
    path("<int:pk>/", annuaire.fiche, name="fiche"),
    path("<int:pk>/fiche.vcf", annuaire.carte, name="fiche_vcf"),
    path("<int:pk>/ecrire/", annuaire.ecrire, name="ecrire_a"),
]

STRUCTURES = [
    path("", structures.liste, name="gestion_structures"),
    path("<slug:slug>/fusionner/", structures.fusion, name="gestion_structure_fusionner"),
]
