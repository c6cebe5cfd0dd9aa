"""What the themes members ask for bring to the registries."""

from __future__ import annotations

from typing import Any

from centre.courriels.enums import Genre, declarer
from centre.registre import DonneesDeMembre, Ecran, LigneDeJournee, demonstration, donnees_de_membre, ecoutes, ecrans, journee
from centre.rgpd import MISSION, Traitement, traitements

from ..demonstration.besoins import peupler_les_besoins
from ..models import Besoin, Jeudi, Voix
from ..operations import suivre_les_besoins
from . import lecture  # noqa: F401  the season's Jeudis come before what they answer


def _suivre(objet: Any) -> None:
    if isinstance(objet, Jeudi):
        suivre_les_besoins(objet)


ecoutes.ajouter("besoins", _suivre)
declarer(Genre("besoin_programme", "Un Jeudi répond à un thème que vous avez demandé"))
journee.ajouter(
    "besoins",
    LigneDeJournee(
        titre="Thèmes proposés par les membres",
        url_name="jeudis:besoins",
        compter=lambda membre: Besoin.objects.visibles_pour(membre).a_regarder().count(),
        aide="À retenir, à réunir, à écarter en disant pourquoi.",
    ),
)
ecrans.ajouter(
    "besoins",
    Ecran("Vous avez demandé", "jeudis:besoins", "Publier", "Les thèmes demandés, par qui, et les Jeudis qui y répondent."),
)
demonstration.ajouter("besoins", peupler_les_besoins)
donnees_de_membre.ajouter(
    "jeudis.Besoin", DonneesDeMembre.par_cles(Besoin, nommees=("par",), montrer=("titre", "detail", "etat", "cree_le"))
)
donnees_de_membre.ajouter(
    "jeudis.Voix", DonneesDeMembre.par_cles(Voix, siennes=("membre",), montrer=("besoin__titre", "donnee_le"))
)
traitements.ajouter(
    "besoins",
    Traitement(
        nom="Thèmes proposés et voix",
        finalite="Bâtir le programme des Jeudis sur ce que demandent les membres, et leur dire quand un Jeudi y répond.",
        base=MISSION,
        donnees="Les thèmes que vous proposez, vos voix ; pour l’équipe, la catégorie et les territoires de votre poste, comptés ensemble.",
        duree="La voix s’en va quand vous la retirez ou avec le compte ; le thème reste, sans votre nom.",
        acces="Vous ; l’équipe voit qui propose. Vos collègues voient les thèmes et le nombre de voix.",
    ),
)
