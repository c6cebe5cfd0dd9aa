"""What a screen reader will find in a PDF, in words: a sentence for its readers, words of advice for its depositor.

Four signs are looked at; they tell what is surely missing, never that a document conforms (RGAA 13.3).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

#: Sign: what is said when it is there, and what to do when it is not.
SIGNES = {
    "texte": (
        "Le texte peut être lu",
        "C’est une image de texte : un lecteur d’écran n’y lit rien. Joignez le document d’origine, ou numérisez-le de nouveau avec "
        "la reconnaissance de texte.",
    ),
    "balise": (
        "Les titres, listes et tableaux sont balisés",
        "Sans balises, un lecteur d’écran ne distingue ni titres ni listes. Word : « Enregistrer sous PDF », Options, cochez "
        "« Balises de structure ». LibreOffice : « Exporter au format PDF », cochez « PDF balisé ».",
    ),
    "titre": (
        "Le document a un titre",
        "Le titre manque dans ses propriétés : un lecteur d’écran annonce le nom du fichier. Fichier, Propriétés, « Titre », puis "
        "exportez de nouveau.",
    ),
    "langue": (
        "La langue est indiquée",
        "La langue n’est pas indiquée : la voix de synthèse peut lire le français comme de l’anglais. Choisissez « Français » comme "
        "langue du texte avant d’exporter.",
    ),
}


def signes(etat: Mapping[str, Any]) -> list[tuple[bool, str]]:
    """For the depositor: each sign, there or not, and its words; [] for what is not a PDF that was read."""
    return (
        [(bool(etat.get(nom)), present if etat.get(nom) else absent) for nom, (present, absent) in SIGNES.items()] if etat else []
    )


def phrase(etat: Mapping[str, Any]) -> str:
    """For readers: one short sentence; "" for what is not a PDF that was read."""
    if not etat:
        return ""
    if not etat.get("texte"):
        return "Document scanné : un lecteur d’écran n’y lit rien."
    if not etat.get("balise"):
        return "PDF sans balises : un lecteur d’écran n’en lit que le texte, d’une traite."
    manque = [mot for nom, mot in (("titre", "titre"), ("langue", "langue")) if not etat.get(nom)]
    return "PDF balisé, avec son titre et sa langue." if not manque else f"PDF balisé, mais sans {' ni '.join(manque)}."
