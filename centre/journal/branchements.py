"""What the audit log brings to the registries."""

from centre.registre import DonneesDeMembre, donnees_de_membre
from centre.rgpd import OBLIGATION, Conservation, Traitement, conservations, traitements

from .models import Ligne
from .operations import purger

donnees_de_membre.ajouter(
    "journal.Ligne",
    DonneesDeMembre.par_cles(Ligne, nommees=("acteur",), montrer=("quand", "verbe", "content_type__model", "object_id")),
)
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
