"""The lines about coming in: asking, being invited, being imported."""

from __future__ import annotations

from .lignes import REFUSE, Ligne, seuls, tous
from .publics import EQUIPE, LECTEURS, SANS_COMPTE

_SEUIL = {nom: "200" if nom in SANS_COMPTE else "302" for nom in LECTEURS}


def _lien(libelle: str, mot: str, post: str = "422") -> Ligne:
    return Ligne("Liens signés", libelle, "liens:ouvrir", f"/lien/{{{mot}}}/", tous("200"), tous(post), sans_csrf=True)


def _equipe(libelle: str, url: str, adresse: str, get: str = "200", post: str = REFUSE, **corps: str) -> Ligne:
    return Ligne("Équipe", libelle, url, f"/gestion/{adresse}", seuls(EQUIPE, get), seuls(EQUIPE, post), corps, REFUSE)


def _geste(libelle: str, url: str, adresse: str, post: str = "302", **corps: str) -> Ligne:
    return _equipe(libelle, url, adresse, REFUSE, post, **corps)


_D, _I, _F = "demandes/{demande_pk}/", "invitations/{invitation_pk}/", "imports/{import_pk}/"
ENTREES = [
    Ligne(
        "Connexion", "Demander un accès (envoi vide)", "demander_acces", "/demander-un-acces/", _SEUIL,
        {nom: "422" if nom in SANS_COMPTE else "302" for nom in LECTEURS},
    ),
    Ligne("Connexion", "Demande envoyée", "demander_acces_envoyee", "/demander-un-acces/envoyee/", tous("200")),
    _lien("Confirmer une demande d’accès", "lien_demande", "200"),
    _lien("Compléter une demande d’accès (envoi vide)", "lien_precisions"),
    _lien("Choisir un premier mot de passe (envoi vide)", "lien_premier"),
    _lien("Accepter une invitation (envoi vide)", "lien_invitation"),
    _equipe("Demandes d’accès", "gestion_demandes", "demandes/"),
    _equipe("Plusieurs demandes d’accès", "gestion_demandes_lot", "demandes/lot/", REFUSE, "200", demandes="{demande_pk}"),
    _equipe("Une demande d’accès", "gestion_demande", _D),
    _geste(
        "Accepter une demande", "gestion_demande_accepter", f"{_D}accepter/",
        **{"accepter-nom": "Martin", "accepter-categorie": "pays", "accepter-fonction": "agente"},
    ),
    _geste("Refuser une demande", "gestion_demande_refuser", f"{_D}refuser/", **{"refuser-motif": "Non"}),
    _geste("Demander une précision", "gestion_demande_preciser", f"{_D}preciser/", **{"preciser-question": "Qui ?"}),
    _geste("Noter une demande", "gestion_demande_noter", f"{_D}noter/", **{"note-note": "Vue"}),
    _equipe("Invitations", "gestion_invitations", "invitations/"),
    _equipe(
        "Inviter", "gestion_inviter", "invitations/inviter/", "200", "302",
        liste="neuve@y.example", categorie="pays", geste="envoyer",
    ),
    _geste("Renvoyer une invitation", "gestion_invitation_renvoyer", f"{_I}renvoyer/"),
    _geste("Annuler une invitation", "gestion_invitation_annuler", f"{_I}annuler/"),
    _equipe("Imports", "gestion_imports", "imports/"),
    _equipe("Importer un fichier (envoi vide)", "gestion_import_nouveau", "imports/nouveau/", "200", "422"),
    _equipe("Un import", "gestion_import", _F),
    _geste("Régler les colonnes", "gestion_import_regler", f"{_F}regler/", option_categorie="pays"),
    _geste("Décider des ressemblances", "gestion_import_decider", f"{_F}decider/"),
    _geste("Appliquer un import", "gestion_import_appliquer", f"{_F}appliquer/"),
    _geste("Défaire un import", "gestion_import_defaire", "imports/{import_applique}/defaire/"),
    _equipe("Avancement d’un import (JSON)", "gestion_import_avancement", "imports/{import_long}/avancement/"),
    _geste("Demander de nouveau un import long", "gestion_import_reprendre", "imports/{import_long}/reprendre/"),
    _geste("Inviter les personnes importées", "gestion_import_inviter", "imports/{import_applique}/inviter/"),
]  # fmt: skip
