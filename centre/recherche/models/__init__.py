"""Rows of the search: the index and its words, the questions that found nothing, the team's choices, the searches kept."""

from .gardees import RechercheGardee
from .index import Equivalence, Lexique, Passage, Reecriture, Texte, TsQueryField
from .questions import Attente, Epingle, QuestionVaine

__all__ = [
    "Attente",
    "Epingle",
    "Equivalence",
    "Lexique",
    "Passage",
    "QuestionVaine",
    "RechercheGardee",
    "Reecriture",
    "Texte",
    "TsQueryField",
]
