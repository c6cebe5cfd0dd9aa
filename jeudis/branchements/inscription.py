"""What registering brings to the registries: kinds of mails, links, personal data, retention."""

from __future__ import annotations

from typing import Any

from centre.courriels.enums import Genre, declarer
from centre.liens.enums import Action
from centre.liens.gestes import geste
from centre.registre import DonneesDeMembre, demonstration, donnees_de_membre, ecoutes, ecoutes_en_nombre
from centre.rgpd import CONSENTEMENT, MISSION, Conservation, Traitement, conservations, traitements

from ..demonstration import peupler_les_inscriptions
from ..models import Inscription
from ..operations import (
    au_retour,
    effacer_les_inscriptions,
    fusionner_les_inscriptions,
    oublier_les_reponses,
    oublier_les_sans_compte,
    oublier_les_sans_suite,
    oublier_les_trajets,
)
from ..views.inscription import gerer_par_le_lien, par_le_lien

for nom, libelle in [
    ("jeudi_offre", "Une place vous est proposée"),
    ("jeudi_offre_finie", "Une place proposée est allée à quelqu’un d’autre"),
    ("jeudi_atelier", "Une place se libère dans un atelier"),
    ("jeudi_rappel", "Le rappel d’un Jeudi"),
    ("jeudi_a_confirmer", "Confirmer une inscription sans compte"),
    ("jeudi_deja_inscrit", "Retrouver une inscription sans compte"),
    ("jeudi_compte_existant", "S’inscrire avec son compte"),
]:
    declarer(Genre(nom, libelle, essentiel=True, avant_acceptation=True))
declarer(Genre("jeudi_covoiturage", "Un message pour le covoiturage d’un Jeudi", sensible=True))
geste(Inscription, Action.CONFIRMER)(par_le_lien)
geste(Inscription, Action.CONTRIBUER)(gerer_par_le_lien)
demonstration.ajouter("jeudis_inscriptions", peupler_les_inscriptions)
ecoutes.ajouter("inscriptions_sans_compte", lambda objet: au_retour([objet]))
ecoutes_en_nombre.ajouter("inscriptions_sans_compte", au_retour)


def exporter_les_inscriptions(membre: Any) -> list[dict[str, Any]]:
    """What a member takes away of their registrations, answers and shared rides included."""
    siennes = (
        Inscription.objects.de(membre)
        .select_related("jeudi", "trajet__territoire")
        .prefetch_related("reponses__question", "voeux__atelier")
    )
    return [_une(inscription) for inscription in siennes]


def _une(i: Inscription) -> dict[str, Any]:
    trajet = getattr(i, "trajet", None)
    return {
        "jeudi": i.jeudi.titre,
        "etat": i.get_etat_display(),
        "demandee_le": i.demandee_le,
        "motif": i.motif,
        "visible": i.visible,
        "reponses": {reponse.question.libelle: str(reponse) for reponse in i.reponses.all()},
        "ateliers": [voeu.atelier.titre for voeu in i.voeux.all()],
        "covoiturage": f"{trajet.get_genre_display()}, {trajet.territoire}, {trajet.depart}" if trajet else "",
    }


donnees_de_membre.ajouter(
    "jeudis.Inscription",
    DonneesDeMembre(
        modele=Inscription,
        lister=Inscription.objects.de,
        exporter=exporter_les_inscriptions,
        effacer=effacer_les_inscriptions,
        champs=("membre",),
        fusionner=fusionner_les_inscriptions,
    ),
)
traitements.ajouter(
    "reponses_aux_jeudis",
    Traitement(
        nom="Repas, accessibilité, attentes aux Jeudis",
        finalite="Commander les repas, préparer l’accueil de chacun·e, bâtir le programme.",
        base=CONSENTEMENT,
        donnees="Ce que vous choisissez de répondre aux questions d’un Jeudi.",
        duree="Repas et accessibilité : quatre semaines après le Jeudi. Le reste : un an.",
        acces="Vous, l’équipe du Centre.",
    ),
)
traitements.ajouter(
    "covoiturage",
    Traitement(
        nom="Covoiturage et liste des participant·es",
        finalite="Venir à plusieurs, savoir qui l’on rencontrera.",
        base=CONSENTEMENT,
        donnees=(
            "Votre territoire et votre lieu de départ ; les mots que vous faites porter, effacés dès l’envoi ; votre nom, votre fonction et votre "
            "structure, si vous le cochez."
        ),
        duree="Covoiturage : deux jours après le Jeudi. La liste : jusqu’au Jeudi.",
        acces="Les personnes inscrites au même Jeudi (covoiturage : du même territoire, et qui le demandent), l’équipe du Centre.",
    ),
)
traitements.ajouter(
    "inscriptions_sans_compte",
    Traitement(
        nom="Inscriptions aux Jeudis, sans compte",
        finalite="Réserver les places, convoquer, compter les présences pour les financeurs.",
        base=MISSION,
        donnees="Nom, prénom, adresse électronique, fonction, structure, territoire.",
        duree="Trois jours si l’adresse n’est pas confirmée ; trois ans après le Jeudi sinon, puis la ligne reste sans nom.",
        acces="L’équipe du Centre.",
    ),
)
conservations.ajouter(
    "reponses_aux_jeudis",
    Conservation(
        "reponses_aux_jeudis",
        "Réponses aux questions d’un Jeudi",
        "4 semaines (repas, accessibilité) ou 1 an",
        oublier_les_reponses,
    ),
)
conservations.ajouter("trajets", Conservation("covoiturage", "Covoiturages", "2 jours après le Jeudi", oublier_les_trajets))
conservations.ajouter(
    "inscriptions_sans_suite",
    Conservation(
        "inscriptions_sans_compte", "Inscriptions dont l’adresse n’est pas confirmée", "3 jours", oublier_les_sans_suite
    ),
)
conservations.ajouter(
    "inscriptions_sans_compte",
    Conservation("inscriptions_sans_compte", "Noms des personnes venues sans compte", "3 ans", oublier_les_sans_compte),
)
