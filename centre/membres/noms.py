"""From a name written in one piece to a first name and a family name."""

from __future__ import annotations

import re
from dataclasses import dataclass

CIVILITE = re.compile(r"^(?:m\.|mr\.?|mm\.|mme\.?|mlle\.?|dr\.?|monsieur|madame|mademoiselle)\s+", re.I)
PARTICULES = frozenset(("de", "du", "des", "d’", "d'", "le", "la", "les", "van", "von", "den", "der", "ben", "el", "saint"))


@dataclass(frozen=True)
class Nom:
    """``certain``: nobody has to check which word is which."""

    prenom: str
    nom: str
    certain: bool


def couper(complet: str) -> Nom:
    """« Jeanne LE GOFF », « LE GOFF Jeanne », « Le Goff, Jeanne », « M. Jean Petit »: both parts, and whether it is sure."""
    complet = CIVILITE.sub("", " ".join(complet.replace("\u00a0", " ").split()))
    if "," in complet:
        nom, _, prenom = complet.partition(",")
        return Nom(prenom.strip(), nom.strip(), True)
    mots = complet.split()
    if len(mots) < 2:
        return Nom("", complet, not mots)
    grands = [_en_capitales(mot) for mot in mots]
    if any(grands) and not all(grands):
        famille = [mot for mot, grand in zip(mots, grands, strict=True) if grand]
        return Nom(" ".join(mot for mot in mots if mot not in famille), " ".join(famille), True)
    if len(mots) == 2:
        return Nom(mots[0], mots[1], not all(grands))
    debut = next((rang for rang, mot in enumerate(mots) if rang and mot.lower() in PARTICULES), 1)
    return Nom(" ".join(mots[:debut]), " ".join(mots[debut:]), debut > 1 or mots[1].lower() in PARTICULES)


def _en_capitales(mot: str) -> bool:
    """« GOFF », not « J. » nor « É »."""
    lettres = [lettre for lettre in mot if lettre.isalpha()]
    return len(lettres) > 1 and mot == mot.upper()
