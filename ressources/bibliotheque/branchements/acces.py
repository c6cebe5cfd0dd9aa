"""What access to reserved files brings to the registries."""

from __future__ import annotations

from centre.courriels.enums import Genre, declarer
from centre.liens.enums import Action
from centre.liens.gestes import cle, gestes
from centre.registre import (
    DonneesDeMembre,
    Ecran,
    Geste,
    LigneDeJournee,
    Precision,
    donnees_de_membre,
    ecrans,
    journee,
    nommer_les_gestes,
)
from centre.rgpd import MISSION, Conservation, Traitement, conservations, traitements
from centre.templatetags.typographie import compter

from ..models import DemandeDeFichier
from ..operations import oublier_les_demandes
from ..views import confirmer_par_le_lien, les_siennes, ouvrir_par_le_lien

gestes.ajouter(cle(DemandeDeFichier, Action.CONFIRMER), confirmer_par_le_lien)
gestes.ajouter(cle(DemandeDeFichier, Action.LIRE), ouvrir_par_le_lien)
declarer(Genre("fichier_a_confirmer", "Une demande de document à confirmer", essentiel=True))
declarer(Genre("fichier_accorde", "Un document qui vous est ouvert", essentiel=True, par_lien=True))
declarer(Genre("fichier_refuse", "La réponse à votre demande de document", essentiel=True))
declarer(Genre("fichier_compte_existant", "Un document demandé depuis votre adresse", essentiel=True))
journee.ajouter(
    "demandes_de_fichiers",
    LigneDeJournee(
        titre="Documents réservés que quelqu’un demande à ouvrir",
        url_name="ressources:demandes",
        compter=lambda membre: les_siennes(membre).en_attente().count(),
        aide="À ouvrir pour un temps, ou à refuser en disant pourquoi.",
    ),
)
ecrans.ajouter(
    "demandes_de_fichiers",
    Ecran(
        "Demandes de documents",
        "ressources:demandes",
        "Publier",
        "Qui demande un fichier réservé, qui y a accès et jusqu’à quand.",
    ),
)
donnees_de_membre.ajouter(
    "bibliotheque.DemandeDeFichier",
    DonneesDeMembre.par_cles(
        DemandeDeFichier,
        siennes=("membre",),
        nommees=("repondue_par",),
        montrer=("ressource__titre", "motif", "etat", "reponse", "demandee_le", "repondue_le", "jusqu_au", "ouvertures"),
    ),
)
traitements.ajouter(
    "demandes_de_fichiers",
    Traitement(
        nom="Demandes d’accès à un document réservé",
        finalite="Ouvrir pour un temps un document réservé à une personne qui en a besoin.",
        base=MISSION,
        donnees="Votre nom, votre adresse, votre motif, la réponse de l’équipe, combien de fois les fichiers ont été ouverts par le lien.",
        duree="Un an après la réponse ou la fin de l’accès ; trois jours si l’adresse n’est pas confirmée.",
        acces="Vous et l’équipe du Centre.",
    ),
)
conservations.ajouter(
    "demandes_de_fichiers",
    Conservation(
        "demandes_de_fichiers",
        "Demandes de documents répondues, ou jamais confirmées",
        "Un an ; trois jours",
        oublier_les_demandes,
    ),
)
nommer_les_gestes(
    {
        "ressource.demander": "Accès à un document demandé",
        "ressource.accorder": Geste("Document ouvert pour un temps", {"jours": Precision(dire=lambda n: compter(n, "jour"))}),
        "ressource.refuser": "Accès à un document refusé",
        "ressource.fermer_l_acces": "Accès à un document fermé",
    }
)
