"""What the audit log brings to the registries."""

from typing import Any

from centre.registre import DonneesDeMembre, donnees_de_membre
from centre.rgpd import OBLIGATION, Conservation, Traitement, conservations, traitements

from .lecture import lire
from .models import Ligne
from .operations import purger


def _exporter(membre: Any) -> list[dict[str, Any]]:
    """What the member did, in words."""
    lues = lire(Ligne.objects.filter(acteur=membre), membre)
    return [
        {"quand": lue.ligne.quand, "geste": lue.mots, "sur": lue.sujet, "précisions": " ; ".join(lue.precisions)} for lue in lues
    ]


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
