"""Stage of the demonstration: people who ask to come in, two invitations, a file read and not applied yet."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone

from centre.registre import Demonstration
from centre.territoires.models import Territoire

from .enums import EtatDemande
from .models import DemandeAcces, Import, Invitation
from .operations import demandes, imports
from .operations.invitations import inviter_a_entrer

#: (days since, territoire, what happened, its words), and what is said.
DEMANDES: tuple[tuple[int, str, str, str, dict[str, str]], ...] = (
    (1, "pays-de-bray", "", "", {
        "email": "ines.cordier@bray.example", "prenom": "Inès", "nom": "Cordier", "categorie": "pays",
        "structure_nom": "Association du Pays de Bray (exemple)", "fonction": "chargée de mission mobilité",
        "message": "Je rejoins Camille en janvier. Elle m’a parlé du prochain Jeudi.",
    }),
    (3, "le-havre", "", "", {
        "email": "m.saunier@quartiers.example", "prenom": "Mathieu", "nom": "Saunier", "categorie": "ville",
        "structure_nom": "Ville du Havre (exemple)", "fonction": "coordinateur de quartier",
        "message": "Nouveau poste depuis septembre.",
    }),
    (6, "", "preciser", "Sur quel territoire travaillez-vous, et pour quelle collectivité ?", {
        "email": "contact@conseil-dev.example", "prenom": "Odile", "nom": "Renard", "categorie": "public-elargi",
        "structure_nom": "Conseil de développement (exemple)", "fonction": "membre bénévole",
        "message": "Pour suivre les Jeudis ouverts.",
    }),
    (20, "", "refuser", "Le réseau est réservé aux personnes qui travaillent sur les territoires. Les Jeudis publics vous sont ouverts.", {
        "email": "commercial@materiel.example", "prenom": "Kévin", "nom": "Marchand", "categorie": "public-elargi",
        "structure_nom": "Matériel et Cie (exemple)", "fonction": "commercial", "message": "Pour présenter notre gamme.",
    }),
)  # fmt: skip
INVITATIONS = (
    ("s.lemonnier@caux.example", "Sophie", "Lemonnier", "pays", "agente de développement", 4),
    ("ancienne.adresse@agglo.example", "Bruno", "Tessier", "agglo", "chargé de mission", 41),
)
FICHIER = "contacts-2026.csv"
TABLEAU = """Structure;Prénom;Nom;Mail;Fonction
Pays de Caux (exemple);Lucie;Hébert;lucie.hebert@contacts.example;agente de développement
Pays de Caux (exemple);;Yann LE BRETON;yann.lebreton@contacts.example;chargé de mission
Métropole de Rouen (exemple);Farida;Benali;farida.benali.contacts.example;cheffe de service
Association du Pays de Bray (exemple);Camille;Exemple;pays@demo.example;agente de développement
"""


@transaction.atomic
def peupler_les_entrees(demo: Demonstration) -> None:
    """Through the operations of the screens; run again, it doubles nothing."""
    par = demo.acquis["membres"]["animatrice"]
    for ligne in DEMANDES:
        if not DemandeAcces.objects.a_l_adresse(ligne[4]["email"]).exists():
            _demander(demo, ligne, par)
    for email, prenom, nom, categorie, fonction, jours in INVITATIONS:
        if not Invitation.objects.a_l_adresse(email).exists():
            fiche = {"prenom": prenom, "nom": nom, "categorie": categorie, "fonction": fonction}
            _vieillir(inviter_a_entrer(email=email, par=par, **fiche)[0], jours)
    if not Import.objects.filter(fichier=FICHIER).exists():
        imports.preparer(genre="membres", nom=FICHIER, octets=TABLEAU.encode("utf-8-sig"), par=demo.acquis["membres"]["admin"])


def _demander(demo: Demonstration, ligne: tuple[int, str, str, str, dict[str, str]], par: Any) -> None:
    """As if its address had been confirmed that many days ago; then what the team answered."""
    jours, slug, geste, motif, champs = ligne
    quand = timezone.now() - dt.timedelta(days=jours)
    demande = DemandeAcces.objects.create(
        **champs, etat=EtatDemande.A_TRAITER, cree_le=quand, confirmee_le=quand, charte_le=quand
    )
    demande.territoires.set(Territoire.objects.filter(slug=slug))
    demande.message = demo.marquer(demande.message, "equipe", "demande_acces", demande.pk)
    demande.save(update_fields=["message"])
    demandes.annoter(
        demande=demande, note=demo.marquer("Vue en réunion d’équipe.", "equipe", "demande_acces", demande.pk), par=par
    )
    if geste == "preciser":
        demandes.demander_des_precisions(demande=demande, question=motif, par=par)
    elif geste == "refuser":
        demandes.refuser(demande=demande, motif=motif, par=par)


def _vieillir(invitation: Invitation, jours: int) -> None:
    recul = dt.timedelta(days=jours)
    dates = {"envoyee_le": invitation.envoyee_le - recul, "expire_le": invitation.expire_le - recul}
    Invitation.objects.filter(pk=invitation.pk).update(**dates)
