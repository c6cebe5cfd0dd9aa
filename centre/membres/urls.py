"""Accounts: allauth's own views and URL names at French addresses. What allauth offers and we do not use has no address."""

from allauth.account import views as compte
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as cles
from django.urls import path, re_path

from .appareils import ListeDesAppareils
from .views.compte import mon_compte
from .views.demandes import demander, envoyee
from .views.fiche import ma_fiche

#: Open to everybody.
SEUIL = [
    path("connexion/", compte.login, name="account_login"),
    path("connexion/code/", compte.request_login_code, name="account_request_login_code"),
    path("connexion/code/saisir/", compte.confirm_login_code, name="account_confirm_login_code"),
    path("connexion/verification/", mfa.authenticate, name="mfa_authenticate"),
    path("connexion/cle/", cles.login_webauthn, name="mfa_login_webauthn"),
    path("connexion/inactif/", compte.account_inactive, name="account_inactive"),
    path("deconnexion/", compte.logout, name="account_logout"),
    path("inscription/", compte.signup, name="account_signup"),
    path("mot-de-passe/oublie/", compte.password_reset, name="account_reset_password"),
    path("mot-de-passe/oublie/envoye/", compte.password_reset_done, name="account_reset_password_done"),
    path("mot-de-passe/nouveau/fait/", compte.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    re_path(
        r"^mot-de-passe/nouveau/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        compte.PasswordResetFromKeyView.as_view(reset_url_key="choisir"),
        name="account_reset_password_from_key",
    ),
    path("confirmer-adresse/", compte.email_verification_sent, name="account_email_verification_sent"),
    path("confirmer-adresse/<str:key>/", compte.confirm_email, name="account_confirm_email"),
]

#: A member's own account.
MON_COMPTE = [
    path("mon-compte/", mon_compte, name="mon_compte"),
    path("mon-compte/fiche/", ma_fiche, name="ma_fiche"),
    path("mon-compte/mot-de-passe/", compte.password_change, name="account_change_password"),
    path("mon-compte/mot-de-passe/choisir/", compte.password_set, name="account_set_password"),
    path("mon-compte/adresse/", compte.email, name="account_email"),
    path("mon-compte/confirmer/", compte.reauthenticate, name="account_reauthenticate"),
    path("mon-compte/confirmer/code/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("mon-compte/confirmer/cle/", cles.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("mon-compte/appareils/", ListeDesAppareils.as_view(), name="usersessions_list"),
    path("mon-compte/verification/", mfa.index, name="mfa_index"),
    path("mon-compte/verification/application/", totp.activate_totp, name="mfa_activate_totp"),
    path("mon-compte/verification/application/retirer/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("mon-compte/verification/cles/", cles.list_webauthn, name="mfa_list_webauthn"),
    path("mon-compte/verification/cles/ajouter/", cles.add_webauthn, name="mfa_add_webauthn"),
    path("mon-compte/verification/cles/<int:pk>/nommer/", cles.edit_webauthn, name="mfa_edit_webauthn"),
    path("mon-compte/verification/cles/<int:pk>/retirer/", cles.remove_webauthn, name="mfa_remove_webauthn"),
    path("mon-compte/verification/codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("mon-compte/verification/codes/refaire/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("mon-compte/verification/codes/telecharger/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
]

#: Asking to come in; invitations are accepted behind a signed link.
DEMANDER = [
    path("demander-un-acces/", demander, name="demander_acces"),
    path("demander-un-acces/envoyee/", envoyee, name="demander_acces_envoyee"),
]

urlpatterns = SEUIL + MON_COMPTE + DEMANDER
