"""What date polls bring to the registries."""

from __future__ import annotations

from typing import Any

from centre.courriels.enums import Genre, declarer
from centre.registre import DonneesDeMembre, Ecran, TexteDeMembre, demonstration, donnees_de_membre, ecrans, mes_textes
from centre.rgpd import MISSION, Conservation, Traitement, conservations, traitements

from ..demonstration.sondages import peupler_les_sondages
from ..models import ReponseDeDate, Sondage
from ..operations import purger_les_reponses


def _a_repondre(membre: Any) -> list[TexteDeMembre]:
    """The polls that wait for this member's answer, among what they have to finish."""
    attendus = Sondage.objects.visibles_pour(membre).ouverts().sans_reponse_de(membre)
    return [
        TexteDeMembre(f"Quelle date ? {s.titre}", s.get_absolute_url(), "Votre réponse est attendue", a_finir=True)
        for s in attendus
    ]


mes_textes.ajouter("sondages", _a_repondre)
declarer(Genre("sondage_date", "La date choisie après votre réponse à un sondage"))
ecrans.ajouter("sondages", Ecran("Choisir une date", "jeudis:sondages", "Publier", "Proposer des dates et voir qui peut venir."))
demonstration.ajouter("sondages", peupler_les_sondages)
donnees_de_membre.ajouter("jeudis.Sondage", DonneesDeMembre.par_cles(Sondage, nommees=("par",), montrer=("titre", "cree_le")))
donnees_de_membre.ajouter(
    "jeudis.ReponseDeDate",
    DonneesDeMembre.par_cles(
        ReponseDeDate, siennes=("membre",), montrer=("date__sondage__titre", "date__debut", "valeur", "donnee_le")
    ),
)
traitements.ajouter(
    "sondages",
    Traitement(
        nom="Sondages de dates",
        finalite="Choisir la date où le plus de personnes peuvent venir, et leur dire laquelle est retenue.",
        base=MISSION,
        donnees="Vos réponses (oui, peut-être, non) à chaque date ; les Jeudis où vous êtes inscrit·e ces jours-là.",
        duree="Six mois après la clôture ; les nombres restent tant que les réponses sont là.",
        acces="Vous et les personnes qui animent l’espace interrogé ; les autres voient des nombres.",
    ),
)
conservations.ajouter("sondages", Conservation("sondages", "Les réponses aux sondages de dates", "six mois", purger_les_reponses))
