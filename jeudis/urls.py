"""Addresses of the Jeudis."""

from django.urls import path

from centre.publications.urls_communes import urls_communes

from .models import CompteRendu, Jeudi
from .views import agenda, compte_rendu, ecriture, equipe, exports, relectures, releve, saisie

app_name = "jeudis"
urlpatterns = [
    path("", agenda.liste, name="liste"),
    path("passes/", agenda.passes, name="passes"),
    path("agenda.ics", agenda.agenda, name="agenda"),
    path("creer/", saisie.creer, name="creer"),
    path("comptes-rendus-a-publier/", compte_rendu.a_rendre, name="a_rendre"),
    path("comptes-rendus/", exports.compilations, name="compilations"),
    path("comptes-rendus/<int:annee>.<slug:format>", exports.compilation, name="compilation_annee"),
    path("comptes-rendus/serie-<int:serie>.<slug:format>", exports.compilation, name="compilation_serie"),
    path("delais-des-comptes-rendus/", releve.delais, name="delais"),
    path("decisions/", releve.mes_decisions, name="mes_decisions"),
    path("decisions/suivi/", releve.suivi, name="suivi"),
    path("modeles/", releve.modeles, name="modeles"),
    path("modeles/<slug:forme>/", releve.modele, name="modele"),
    path("<slug:slug>/", agenda.detail, name="detail"),
    path("<slug:slug>/agenda.ics", agenda.seances_ics, name="seances_ics"),
    path("<slug:slug>/inscription/", agenda.inscription, name="inscription"),
    path("<slug:slug>/inscrits/", equipe.inscrits, name="inscrits"),
    path("<slug:slug>/inscrits.csv", equipe.inscrits_csv, name="inscrits_csv"),
    path("<slug:slug>/annuler/", equipe.annuler, name="annuler"),
    path("<slug:slug>/modifier/", saisie.modifier, name="modifier"),
    path("<slug:slug>/compte-rendu/", compte_rendu.compte_rendu, name="compte_rendu"),
    path("<slug:slug>/compte-rendu/modifier/", ecriture.ecrire_compte_rendu, name="ecrire_compte_rendu"),
    path("<slug:slug>/compte-rendu/apercu/", compte_rendu.apercu_compte_rendu, name="apercu_compte_rendu"),
    path("<slug:slug>/compte-rendu/edition-<slug:edition>.<slug:format>", exports.edition, name="edition"),
    path("<slug:slug>/compte-rendu/decisions/", releve.decisions, name="decisions"),
    path("<slug:slug>/compte-rendu/decisions/<int:pk>/", releve.decision, name="decision"),
    path("<slug:slug>/compte-rendu/serie/", releve.serie, name="serie"),
    path("<slug:slug>/compte-rendu/relecture/", relectures.relecture, name="relecture_compte_rendu"),
    *urls_communes(Jeudi, agenda.page),
    *urls_communes(
        CompteRendu, compte_rendu.page, base="<slug:slug>/compte-rendu/", suffixe="_compte_rendu", sauf=("relecture",)
    ),
]
