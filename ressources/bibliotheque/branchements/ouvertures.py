"""What openings on a day bring to the registries."""

from __future__ import annotations

from centre.espaces.models import noms_des_espaces
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

from ..models import Ouverture

journee.ajouter(
    "ouvertures_en_retard",
    LigneDeJournee(
        titre="Documents qui auraient dû s’ouvrir",
        url_name="ressources:ouvertures",
        compter=lambda membre: Ouverture.objects.echues().count(),
        aide="La personne qui l’avait décidé n’en a plus le droit : à vous d’ouvrir, ou d’y renoncer.",
    ),
)
ecrans.ajouter(
    "ouvertures",
    Ecran(
        "Ouvertures prévues", "ressources:ouvertures", "Publier", "Les documents réservés jusqu’à un jour, qui s’ouvriront seuls."
    ),
)
donnees_de_membre.ajouter(
    "bibliotheque.Ouverture",
    DonneesDeMembre.par_cles(
        Ouverture, nommees=("par",), montrer=("ressource__titre", "quoi", "vers__nom", "quand", "note", "decidee_le", "faite_le")
    ),
)
nommer_les_gestes(
    {
        "ressource.decider_d_ouvrir": Geste(
            "Ouverture à d’autres lecteurs vérifiée et décidée", {"vers": Precision("vers", nommer=noms_des_espaces)}
        ),
        "ressource.renoncer_a_ouvrir": "Ouverture prévue annulée",
    }
)
