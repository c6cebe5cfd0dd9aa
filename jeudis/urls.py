"""Addresses of the Jeudis."""

from django.urls import path

from centre.publications.urls_communes import urls_communes

from .models import CompteRendu, Jeudi
from .views import agenda, attestations, compte_rendu, emargement, equipe, evaluation, feuille, saisie, salle, travaux

app_name = "jeudis"
urlpatterns = [
    path("", agenda.liste, name="liste"),
    path("passes/", agenda.passes, name="passes"),
    path("agenda.ics", agenda.agenda, name="agenda"),
    path("creer/", saisie.creer, name="creer"),
    path("comptes-rendus-a-publier/", compte_rendu.a_rendre, name="a_rendre"),
    path("emargements/", travaux.emargements, name="emargements"),
    path("evaluations/", evaluation.evaluations, name="evaluations"),
    path("evaluations.csv", evaluation.evaluations_csv, name="evaluations_csv"),
    path("questions/", evaluation.questions, name="questions"),
    path("<slug:slug>/", agenda.detail, name="detail"),
    path("<slug:slug>/agenda.ics", agenda.seances_ics, name="seances_ics"),
    path("<slug:slug>/inscription/", agenda.inscription, name="inscription"),
    path("<slug:slug>/inscrits/", equipe.inscrits, name="inscrits"),
    path("<slug:slug>/inscrits.csv", equipe.inscrits_csv, name="inscrits_csv"),
    path("<slug:slug>/annuler/", equipe.annuler, name="annuler"),
    path("<slug:slug>/emargement/", emargement.emargement, name="emargement"),
    path("<slug:slug>/emargement/etat.json", emargement.etat, name="emargement_etat"),
    path("<slug:slug>/emargement/ouvrier.js", emargement.ouvrier, name="emargement_ouvrier"),
    path("<slug:slug>/feuille/", feuille.feuille, name="feuille"),
    path("<slug:slug>/feuille.pdf", feuille.imprimer, name="feuille_pdf"),
    path("<slug:slug>/preuves/", feuille.deposer, name="deposer_preuve"),
    path("<slug:slug>/preuves/<int:pk>/", feuille.preuve, name="preuve"),
    path("<slug:slug>/code/", salle.code, name="code"),
    path("<slug:slug>/presence/", salle.presence, name="presence"),
    path("<slug:slug>/attestations/", attestations.attestations, name="attestations"),
    path("<slug:slug>/avis/", evaluation.avis, name="avis"),
    path("<slug:slug>/evaluation/", evaluation.evaluation, name="evaluation"),
    path("<slug:slug>/modifier/", saisie.modifier, name="modifier"),
    path("<slug:slug>/compte-rendu/", compte_rendu.compte_rendu, name="compte_rendu"),
    path("<slug:slug>/compte-rendu/modifier/", compte_rendu.ecrire_compte_rendu, name="ecrire_compte_rendu"),
    path("<slug:slug>/compte-rendu/apercu/", compte_rendu.apercu_compte_rendu, name="apercu_compte_rendu"),
    *urls_communes(Jeudi, agenda.page),
    *urls_communes(CompteRendu, compte_rendu.page, base="<slug:slug>/compte-rendu/", suffixe="_compte_rendu"),
]
