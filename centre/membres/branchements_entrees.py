"""What coming in brings to the registries: requests, invitations, imports."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from centre.courriels.enums import Genre, declarer
from centre.liens.enums import Action
from centre.liens.gestes import geste
from centre.registre import (
    DonneesDeMembre,
    Ecran,
    LigneDeJournee,
    changer_de_main,
    demonstration,
    donnees_de_membre,
    ecrans,
    imports,
    journee,
    retenues,
)
from centre.rgpd import MISSION, Conservation, Traitement, conservations, traitements

from .demonstration_entrees import peupler_les_entrees
from .enums import EtatImport
from .import_des_membres import ImportDeMembres
from .models import DemandeAcces, Import, Invitation, LigneImport, Membre
from .operations.demandes import oublier
from .operations.imports import oublier_les_imports
from .operations.invitations import oublier_les_invitations, retenue
from .views import demandes, invitations

# What the person asks for themselves, and the invitation with its one reminder: the only mails before acceptance.
for _cle, _libelle in (
    ("demande_a_confirmer", "Demande d’accès : adresse à confirmer"),
    ("demande_compte_existant", "Demande d’accès : compte existant"),
    ("demande_deja_la", "Demande d’accès : déjà en cours"),
    ("demande_precisions", "Demande d’accès : précision demandée"),
    ("demande_refusee", "Demande d’accès : refus motivé"),
    ("demande_acceptee", "Demande d’accès : compte ouvert"),
    ("invitation", "Invitation dans le réseau"),
    ("invitation_rappel", "Rappel d’une invitation"),
):
    declarer(Genre(_cle, _libelle, essentiel=True, avant_acceptation=True))
retenues.ajouter("invitations", retenue)
demonstration.ajouter("entrees", peupler_les_entrees)
imports.ajouter(ImportDeMembres.cle, ImportDeMembres)

geste(DemandeAcces, Action.CONFIRMER)(demandes.confirmation)
geste(DemandeAcces, Action.CONTRIBUER)(demandes.precisions)
geste(Invitation, Action.CONFIRMER)(invitations.acceptation)
geste(Membre, Action.CONFIRMER)(demandes.premier_mot_de_passe)

journee.ajouter(
    "demandes_d_acces",
    LigneDeJournee(
        titre="Demandes d’accès à traiter",
        url_name="gestion_demandes",
        compter=lambda membre: DemandeAcces.objects.a_traiter().count(),
        aide="Ces personnes ont confirmé leur adresse et attendent une réponse.",
    ),
)
ecrans.ajouter(
    "demandes_d_acces",
    Ecran("Demandes d’accès", "gestion_demandes", "Réseau", "Accepter, demander une précision, refuser avec un motif."),
)
ecrans.ajouter(
    "invitations", Ecran("Invitations", "gestion_invitations", "Réseau", "Inviter une personne ou une liste ; qui a répondu.")
)
journee.ajouter(
    "imports",
    LigneDeJournee(
        titre="Imports à terminer",
        url_name="gestion_imports",
        compter=lambda membre: Import.objects.filter(etat=EtatImport.A_VERIFIER).count(),
        aide="Ces fichiers sont lus ; rien n’est écrit tant que vous ne les appliquez pas.",
    ),
)
ecrans.ajouter(
    "imports", Ecran("Imports", "gestion_imports", "Réseau", "Faire entrer un fichier de contacts, après un essai à blanc.")
)

traitements.ajouter(
    "entrees",
    Traitement(
        nom="Demandes d’accès, invitations et imports",
        finalite="Ouvrir un compte à qui travaille sur les territoires, et savoir pourquoi il a été ouvert ou refusé.",
        base=MISSION,
        donnees="Ce que la personne dit d’elle, ou que le Centre sait d’elle : nom, adresse, structure, fonction, territoires ; "
        "la réponse donnée, la note de l’équipe.",
        duree="6 mois après la réponse, la fin de l’invitation ou la lecture du fichier ; 7 jours sans confirmation de l’adresse.",
        acces="L’équipe du Centre.",
    ),
)
conservations.ajouter(
    "demandes", Conservation("entrees", "Demandes d’accès répondues, ou jamais confirmées", "6 mois, 7 jours", oublier)
)
conservations.ajouter("invitations", Conservation("entrees", "Invitations finies", "6 mois", oublier_les_invitations))
conservations.ajouter("imports", Conservation("entrees", "Lignes des fichiers importés", "6 mois", oublier_les_imports))

DEMANDE = (
    "email", "prenom", "nom", "categorie", "structure_nom", "fonction", "territoires__nom", "message", "suite", "charte_le",
    "etat", "cree_le", "confirmee_le", "traitee_le", "motif",
)  # fmt: skip
INVITATION = (
    "email", "prenom", "nom", "categorie", "structure_nom", "fonction", "territoires__nom", "cree_le", "envoyee_le",
    "expire_le", "acceptee_le", "revoquee_le",
)  # fmt: skip


def _effacer_les_demandes(membre: Any) -> int:
    """Theirs go; those they answered stay without their name."""
    DemandeAcces.objects.filter(traitee_par=membre).update(traitee_par=None)
    return DemandeAcces.objects.de(membre).delete()[0]


def _effacer_les_invitations(membre: Any) -> int:
    Invitation.objects.filter(par=membre).exclude(email__iexact=membre.email).update(par=None)
    return Invitation.objects.de(membre).delete()[0]


donnees_de_membre.ajouter(
    "membres.DemandeAcces",
    DonneesDeMembre(
        modele=DemandeAcces,
        lister=DemandeAcces.objects.de,
        exporter=lambda membre: [dict(d) for d in DemandeAcces.objects.de(membre).values(*DEMANDE)],
        effacer=_effacer_les_demandes,
        champs=("membre", "traitee_par"),
        fusionner=lambda doublon, garde: changer_de_main(DemandeAcces, ("membre", "traitee_par"), doublon, garde),
    ),
)
donnees_de_membre.ajouter(
    "membres.Invitation",
    DonneesDeMembre(
        modele=Invitation,
        lister=Invitation.objects.de,
        # Those they sent speak of others.
        exporter=lambda membre: [dict(i) for i in Invitation.objects.a_l_adresse(membre.email).values(*INVITATION)],
        effacer=_effacer_les_invitations,
        champs=("membre", "par"),
        fusionner=lambda doublon, garde: changer_de_main(Invitation, ("membre", "par"), doublon, garde),
    ),
)


def _lignes_de(membre: Any) -> Any:
    """The lines of tables that made the member, or hold their address."""
    faites = Q(content_type=ContentType.objects.get_for_model(Membre), object_id=membre.pk)
    return LigneImport.objects.filter(faites | Q(cellules__contains=[membre.email]))


donnees_de_membre.ajouter(
    "membres.LigneImport",
    DonneesDeMembre(
        modele=LigneImport,
        lister=_lignes_de,
        exporter=lambda membre: [
            dict(ligne) for ligne in _lignes_de(membre).values("importation__fichier", "numero", "cellules")
        ],
        # The line stays in the count of its table, empty.
        effacer=lambda membre: _lignes_de(membre).update(cellules=[], remarques=[], trace={}, refus="", object_id=None),
        fusionner=lambda doublon, garde: _lignes_de(doublon).filter(object_id=doublon.pk).update(object_id=garde.pk),
    ),
)
donnees_de_membre.ajouter(
    "membres.Import", DonneesDeMembre.par_cles(Import, nommees=("par",), montrer=("fichier", "cree_le", "etat"))
)
