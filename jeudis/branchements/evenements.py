"""What others' events bring to the registries."""

from __future__ import annotations

from centre.registre import (
    DonneesDeMembre,
    Ecran,
    LigneDeJournee,
    Projection,
    TypeCatalogue,
    catalogue,
    demonstration,
    donnees_de_membre,
    ecrans,
    journee,
)
from centre.rgpd import MISSION, Conservation, Traitement, conservations, traitements

from ..demonstration.ailleurs import peupler_l_ailleurs
from ..models import Evenement, ImportAgenda, Venue
from ..operations import purger_les_venues


def projeter(evenement: Evenement) -> list[Projection]:
    """One row, in the event's espace, on its own days."""
    annonce = "Annulé par l’organisateur." if evenement.annule else ""
    return [
        Projection(
            titre=evenement.titre,
            adresse=evenement.get_absolute_url(),
            resume=" ".join(filter(None, ["Externe.", annonce, evenement.lieu]))[:300],
            texte="\n".join(filter(None, [evenement.organisateur, evenement.description, evenement.lieu])),
            espace_id=evenement.espace_id,
            auteur_id=evenement.auteur_id,
            # Fifty events read in one file are no fifty novelties.
            date=None if evenement.importation_id else evenement.cree_le,
            debut=None if evenement.annule else evenement.premier_jour,
            fin=None if evenement.annule else evenement.dernier_jour,
            etat="retire" if evenement.retire_le else "publie",
            themes=tuple(theme.pk for theme in evenement.themes.all()),
            territoires=tuple(territoire.pk for territoire in evenement.territoires.all()),
        )
    ]


catalogue.ajouter(
    "evenement",
    TypeCatalogue(
        nom="evenement",
        libelle="Événement d’ailleurs",
        modele=Evenement,
        projeter=projeter,
        tous=Evenement.objects.all,
        icone="ical",
    ),
)
journee.ajouter(
    "evenements_recents",
    LigneDeJournee(
        titre="Événements ajoutés depuis 7 jours",
        url_name="jeudis:ailleurs",
        parametres="?voir=recents",
        compter=lambda membre: Evenement.objects.visibles_pour(membre).recents(membre).count(),
        aide="Par d’autres que vous, dans l’agenda d’ailleurs : à relire, à ouvrir plus largement, à retirer.",
    ),
)
ecrans.ajouter(
    "agenda_externe",
    Ecran("Importer un agenda", "jeudis:importer_agenda", "Publier", "Les événements d’un autre organisme (.ics)."),
)
demonstration.ajouter("ailleurs", peupler_l_ailleurs)

donnees_de_membre.ajouter(
    "jeudis.Evenement", DonneesDeMembre.par_cles(Evenement, nommees=("auteur",), montrer=("titre", "premier_jour", "cree_le"))
)
donnees_de_membre.ajouter(
    "jeudis.ImportAgenda", DonneesDeMembre.par_cles(ImportAgenda, nommees=("par",), montrer=("nom", "cree_le"))
)
donnees_de_membre.ajouter(
    "jeudis.Venue", DonneesDeMembre.par_cles(Venue, siennes=("membre",), montrer=("evenement__titre", "dite_le"))
)
traitements.ajouter(
    "venues",
    Traitement(
        nom="« J’y vais »",
        finalite="Savoir quels collègues vont à un colloque ou à une formation d’ailleurs, pour y aller ensemble et en rapporter un écho.",
        base=MISSION,
        donnees="Que vous avez dit « j’y vais », à quel événement et quand.",
        duree="Un an après l’événement, ou dès que vous vous dédites.",
        acces="Vous, l’équipe, et les membres qui lisent l’événement et trouvent votre nom dans l’annuaire.",
    ),
)
conservations.ajouter(
    "venues", Conservation("venues", "Les « j’y vais » d’événements passés", "un an après l’événement", purger_les_venues)
)
