"""Publication (abstract), and what surrounds one: its files, comments and requests for relecture."""

from .autour import (
    Apercu,
    Commentaire,
    CommentaireQuerySet,
    Fichier,
    FichierQuerySet,
    Soumission,
    SoumissionQuerySet,
    SurQuerySet,
    SurUnePublication,
    TexteDeFichier,
    chemin_du_fichier,
    stockage_prive,
)
from .publication import ANCIEN_MEMBRE, PUBLIE, P, Publication, PublicationQuerySet, VisiblesQuerySet
from .telechargement import Telechargement

__all__ = [
    "ANCIEN_MEMBRE",
    "PUBLIE",
    "Apercu",
    "Commentaire",
    "CommentaireQuerySet",
    "Fichier",
    "FichierQuerySet",
    "P",
    "Publication",
    "PublicationQuerySet",
    "Soumission",
    "SoumissionQuerySet",
    "SurQuerySet",
    "SurUnePublication",
    "Telechargement",
    "TexteDeFichier",
    "VisiblesQuerySet",
    "chemin_du_fichier",
    "stockage_prive",
]
