"""Addresses of the Jeudis."""

from django.urls import path

from centre.publications.urls_communes import urls_communes

from .models import CompteRendu, Jeudi
from .views import agenda, compte_rendu, covoiturage, equipe, inscription, preparation, programme, regles, saisie

app_name = "jeudis"
urlpatterns = [
    path("", agenda.liste, name="liste"),
    path("passes/", agenda.passes, name="passes"),
    path("agenda.ics", agenda.agenda, name="agenda"),
    path("creer/", saisie.creer, name="creer"),
    path("comptes-rendus-a-publier/", compte_rendu.a_rendre, name="a_rendre"),
    path("lieux/", programme.lieux, name="lieux"),
    path("lieux/creer/", programme.lieu, name="creer_lieu"),
    path("lieux/<int:pk>/", programme.lieu, name="lieu"),
    path("preparation/", preparation.preparations, name="preparations"),
    path("listes/<slug:forme>/", preparation.liste_type, name="liste_type"),
    path("<slug:slug>/", agenda.detail, name="detail"),
    path("<slug:slug>/agenda.ics", agenda.seances_ics, name="seances_ics"),
    path("<slug:slug>/inscription/", inscription.inscription, name="inscription"),
    path("<slug:slug>/inscription/demandee/", inscription.demandee, name="inscription_demandee"),
    path("<slug:slug>/covoiturage/", covoiturage.covoiturage, name="covoiturage"),
    path("<slug:slug>/covoiturage/<int:pk>/ecrire/", covoiturage.ecrire, name="covoiturage_ecrire"),
    path("<slug:slug>/inscrits/", equipe.inscrits, name="inscrits"),
    path("<slug:slug>/regles/", regles.regles, name="regles"),
    path("<slug:slug>/besoins/", regles.besoins, name="besoins"),
    path("<slug:slug>/besoins.csv", regles.besoins_csv, name="besoins_csv"),
    path("<slug:slug>/inscrits.csv", equipe.inscrits_csv, name="inscrits_csv"),
    path("<slug:slug>/annuler/", equipe.annuler, name="annuler"),
    path("<slug:slug>/programme/", programme.programme, name="programme"),
    path("<slug:slug>/documents/", programme.documents, name="documents"),
    path("<slug:slug>/preparation/", preparation.preparation, name="preparation"),
    path("<slug:slug>/dupliquer/", preparation.dupliquer, name="dupliquer"),
    path("<slug:slug>/modifier/", saisie.modifier, name="modifier"),
    path("<slug:slug>/compte-rendu/", compte_rendu.compte_rendu, name="compte_rendu"),
    path("<slug:slug>/compte-rendu/modifier/", compte_rendu.ecrire_compte_rendu, name="ecrire_compte_rendu"),
    path("<slug:slug>/compte-rendu/apercu/", compte_rendu.apercu_compte_rendu, name="apercu_compte_rendu"),
    *urls_communes(Jeudi, agenda.page, a_soumettre=False),
    *urls_communes(CompteRendu, compte_rendu.page, base="<slug:slug>/compte-rendu/", suffixe="_compte_rendu", a_soumettre=False),
]
