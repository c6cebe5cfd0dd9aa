"""Addresses of the Jeudis."""

from django.urls import path

from centre.publications.urls_communes import urls_communes

from .models import CompteRendu, Jeudi
from .views import agenda, besoins, compte_rendu, equipe, evenements, import_agenda, mon_agenda, passerelle, saisie, sondages

app_name = "jeudis"
urlpatterns = [
    path("", agenda.liste, name="liste"),
    path("passes/", agenda.passes, name="passes"),
    path("agenda.ics", agenda.agenda, name="agenda"),
    path("mon-agenda/", mon_agenda.mon_agenda, name="mon_agenda"),
    path("mon-agenda/<str:jeton>.ics", mon_agenda.mon_agenda_ics, name="mon_agenda_ics"),
    path("ailleurs/", evenements.liste, name="ailleurs"),
    path("ailleurs/ajouter/", evenements.ajouter, name="ajouter_evenement"),
    path("ailleurs/importer/", import_agenda.importer, name="importer_agenda"),
    path("ailleurs/importer/<int:pk>/", import_agenda.import_agenda, name="import_agenda"),
    path("ailleurs/<slug:slug>/", evenements.detail, name="evenement"),
    path("ailleurs/<slug:slug>/agenda.ics", evenements.agenda, name="evenement_ics"),
    path("ailleurs/<slug:slug>/modifier/", evenements.modifier, name="modifier_evenement"),
    path("ailleurs/<slug:slug>/retirer/", evenements.retirer, name="retirer_evenement"),
    path("ailleurs/<slug:slug>/venir/", evenements.venir, name="venir"),
    path("sondages/", sondages.liste, name="sondages"),
    path("sondages/creer/", sondages.creer, name="creer_sondage"),
    path("sondages/<int:pk>/", sondages.sondage, name="sondage"),
    path("sondages/<int:pk>/choisir/", sondages.choisir, name="choisir_la_date"),
    path("besoins/", besoins.liste, name="besoins"),
    path("besoins/<int:pk>/", besoins.traiter, name="traiter_besoin"),
    path("besoins/<int:pk>/voter/", besoins.voter, name="voter"),
    path("creer/", saisie.creer, name="creer"),
    path("comptes-rendus-a-publier/", compte_rendu.a_rendre, name="a_rendre"),
    path("<slug:slug>/", agenda.detail, name="detail"),
    path("<slug:slug>/agenda.ics", agenda.seances_ics, name="seances_ics"),
    path("<slug:slug>/inscription/", agenda.inscription, name="inscription"),
    path("<slug:slug>/inscrits/", equipe.inscrits, name="inscrits"),
    path("<slug:slug>/inscrits.csv", equipe.inscrits_csv, name="inscrits_csv"),
    path("<slug:slug>/passerelle/", passerelle.passerelle, name="passerelle"),
    path("<slug:slug>/passerelle/proposer/", passerelle.proposer, name="proposer"),
    path("<slug:slug>/annuler/", equipe.annuler, name="annuler"),
    path("<slug:slug>/modifier/", saisie.modifier, name="modifier"),
    path("<slug:slug>/compte-rendu/", compte_rendu.compte_rendu, name="compte_rendu"),
    path("<slug:slug>/compte-rendu/modifier/", compte_rendu.ecrire_compte_rendu, name="ecrire_compte_rendu"),
    path("<slug:slug>/compte-rendu/apercu/", compte_rendu.apercu_compte_rendu, name="apercu_compte_rendu"),
    *urls_communes(Jeudi, agenda.page),
    *urls_communes(CompteRendu, compte_rendu.page, base="<slug:slug>/compte-rendu/", suffixe="_compte_rendu"),
]
