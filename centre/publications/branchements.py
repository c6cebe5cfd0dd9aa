"""What publications bring to the registries."""

from centre.courriels.enums import Genre, declarer
from centre.registre import DonneesDeMembre, donnees_de_membre

from .models import Commentaire, Fichier, Soumission

declarer(Genre("commentaire", "Un commentaire sur un de vos textes"))
declarer(Genre("relecture", "Une demande de relecture", sensible=True, essentiel=True))

# Those of a text that goes are deleted with it (``donnees``); on a text that stays, the words stay without the name.
donnees_de_membre.ajouter(
    "publications.Fichier",
    DonneesDeMembre.par_cles(Fichier, nommees=("auteur",), montrer=("nom", "description", "cle", "depose_le")),
)
donnees_de_membre.ajouter(
    "publications.Commentaire",
    DonneesDeMembre.par_cles(Commentaire, nommees=("auteur",), montrer=("texte", "cree_le", "modifie_le", "retire_le")),
)
donnees_de_membre.ajouter(
    "publications.Soumission",
    DonneesDeMembre.par_cles(
        Soumission, nommees=("par", "traitee_par"), montrer=("demandee_le", "etat", "remarques", "traitee_le")
    ),
)
