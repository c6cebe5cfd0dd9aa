"""What links bring to the registries."""

from __future__ import annotations

from centre.registre import Ecran, LigneDeJournee, demonstration, ecoutes, ecrans, journee, nommer_les_gestes

from .demonstration import peupler_les_liens
from .models import Lien
from .operations import recenser

ecoutes.ajouter("liens_morts", recenser)
journee.ajouter(
    "liens_morts",
    LigneDeJournee(
        titre="Liens qui ne répondent plus",
        url_name="liens_morts:liste",
        compter=lambda membre: Lien.objects.visibles_pour(membre).morts().count(),
        aide="Silencieux depuis plusieurs jours : à corriger dans le texte, ou à garder comme lien d’archive.",
    ),
)
ecrans.ajouter(
    "liens_morts",
    Ecran("Liens morts", "liens_morts:liste", "Publier", "Les adresses d’ailleurs qui ne répondent plus, et qui les cite."),
)
demonstration.ajouter("liens_morts", peupler_les_liens)
nommer_les_gestes({"lien.archiver": "Lien gardé comme archive", "lien.reprendre": "Lien à vérifier de nouveau"})
