"""Screens: everybody's search, who wants to be told, the team's questions and words, searches kept."""

from .gardees import FluxDeRecherche, arreter, mes_recherches
from .mots import epingles, mots
from .pages import recherche, suggestions
from .prevenir import confirmation, prevenir
from .questions import question, questions

__all__ = [
    "FluxDeRecherche",
    "arreter",
    "confirmation",
    "epingles",
    "mes_recherches",
    "mots",
    "prevenir",
    "question",
    "questions",
    "recherche",
    "suggestions",
]
