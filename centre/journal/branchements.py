"""What the audit log brings to the registries."""

from typing import Any

from centre.registre import DonneesDeMembre, donnees_de_membre
from centre.rgpd import OBLIGATION, Conservation, Traitement, conservations, traitements

from .lecture import genre_du_sujet, mots_du_geste
from .models import Ligne
from .operations import purger


def _exporter(membre: Any) -> list[dict[str, Any]]:
    """What the member did, in words; on what kind of thing, since the names are those of others."""
    lignes = Ligne.objects.filter(acteur=membre)
    return [{"quand": ligne.quand, "geste": mots_du_geste(ligne.verbe), "sur": genre_du_sujet(ligne)} for ligne in lignes]


donnees_de_membre.ajouter("journal.Ligne", DonneesDeMembre.par_cles(Ligne, nommees=("acteur",), exporter=_exporter))
traitements.ajouter(
    "journal",
    Traitement(
        nom="Journal des gestes",
        finalite="Savoir qui a fait quoi, et pouvoir le défaire.",
        base=OBLIGATION,
        donnees="Qui, quel geste, sur quoi, quand ; jamais le texte des gens.",
        duree="Trois ans ; sans le nom dès que le compte est effacé.",
        acces="L’équipe du Centre.",
    ),
)
conservations.ajouter("journal", Conservation("journal", "Lignes du journal", "3 ans", purger))
