"""Mounted at ``/gestion/``: who comes in, by a request, an invitation or an import."""

from django.urls import path

from .views import file_des_demandes as demandes
from .views import imports, invitations

urlpatterns = [
    path("demandes/", demandes.liste, name="gestion_demandes"),
    path("demandes/lot/", demandes.lot, name="gestion_demandes_lot"),
    path("demandes/<int:pk>/", demandes.voir, name="gestion_demande"),
    path("demandes/<int:pk>/accepter/", demandes.accepter, name="gestion_demande_accepter"),
    path("demandes/<int:pk>/refuser/", demandes.refuser, name="gestion_demande_refuser"),
    path("demandes/<int:pk>/preciser/", demandes.preciser, name="gestion_demande_preciser"),
    path("demandes/<int:pk>/noter/", demandes.noter, name="gestion_demande_noter"),
    path("invitations/", invitations.liste, name="gestion_invitations"),
    path("invitations/inviter/", invitations.inviter, name="gestion_inviter"),
    path("invitations/<int:pk>/renvoyer/", invitations.renvoyer, name="gestion_invitation_renvoyer"),
    path("invitations/<int:pk>/annuler/", invitations.annuler, name="gestion_invitation_annuler"),
    path("imports/", imports.liste, name="gestion_imports"),
    path("imports/nouveau/", imports.nouveau, name="gestion_import_nouveau"),
    path("imports/<int:pk>/", imports.voir, name="gestion_import"),
    path("imports/<int:pk>/avancement/", imports.suivre, name="gestion_import_avancement"),
    path("imports/<int:pk>/reprendre/", imports.reprendre, name="gestion_import_reprendre"),
    path("imports/<int:pk>/regler/", imports.regler, name="gestion_import_regler"),
    path("imports/<int:pk>/decider/", imports.decider, name="gestion_import_decider"),
    path("imports/<int:pk>/appliquer/", imports.appliquer, name="gestion_import_appliquer"),
    path("imports/<int:pk>/defaire/", imports.defaire, name="gestion_import_defaire"),
    path("imports/<int:pk>/inviter/", imports.inviter, name="gestion_import_inviter"),
]
