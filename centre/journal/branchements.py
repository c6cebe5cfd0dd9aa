"""What the audit log brings to the registries."""

from centre.registre import DonneesDeMembre, donnees_de_membre

from .models import Ligne

donnees_de_membre.ajouter(
    "journal.Ligne",
    DonneesDeMembre.par_cles(Ligne, nommees=("acteur",), montrer=("quand", "verbe", "content_type__model", "object_id")),
)
