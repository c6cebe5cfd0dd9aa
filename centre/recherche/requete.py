"""What a person typed, as PostgreSQL understands it, and what to tell them about it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.db import connection

from centre.themes.enums import Genre
from centre.themes.models import Synonyme

from .models import Reecriture
from .vecteurs import CORRIGER, REECRIRE, SIGNES

#: A longer question is cut (RECIPES 4).
LONGUEUR = 200
_BLANCS = re.compile(r"[\s\x00-\x1f\x7f]+")
_GUILLEMETS = re.compile("[«»“”„]\\s*")
#: Inside a word, a sign is a space, as in the index; before one, « - » still excludes it.
_SIGNE_INTERIEUR = re.compile(rf"(?<=\w)[{re.escape(SIGNES)}](?=\w)")
_MOT = re.compile(r"[^\W\d_]{3,40}")


@dataclass(frozen=True)
class Lecture:
    """One rule that widened the question: ``terme`` also finds ``equivalents``; a sigle has its ``developpement``."""

    terme: str
    equivalents: tuple[str, ...]
    developpement: str = ""


@dataclass(frozen=True)
class Requete:
    """A question: the words typed, and the tsquery to match (empty when they are all too common)."""

    texte: str
    tsquery: str
    stricte: str

    @property
    def elargie(self) -> bool:
        """Whether more than the very words is looked for."""
        return self.tsquery != self.stricte


def nettoyer(texte: str) -> str:
    """What is kept of a question: one line, no control character, no more than LONGUEUR."""
    return _BLANCS.sub(" ", texte[: 10 * LONGUEUR]).strip()[:LONGUEUR]


def _pour_postgresql(texte: str) -> str:
    """French quotes as PostgreSQL's, signs inside words as spaces, and outside quotes no « à », which it takes for a word."""
    texte = _SIGNE_INTERIEUR.sub(" ", _GUILLEMETS.sub('"', texte))
    morceaux = texte.split('"')
    morceaux[::2] = [re.sub(r"(?<!\S)[àÀ](?!\S)", " ", morceau) for morceau in morceaux[::2]]
    return '"'.join(morceaux)


def lire(texte: str, *, exacte: bool = False) -> Requete:
    """Understand a cleaned question: operators, phrases between quotes, then synonyms, sigles and plurals unless ``exacte``.

    Never fails, whatever was typed. One SQL query.
    """
    with connection.cursor() as curseur:
        curseur.execute(REECRIRE, [_pour_postgresql(texte)])
        stricte, large = curseur.fetchone()
    return Requete(texte=texte, tsquery=stricte if exacte else large, stricte=stricte)


def lectures(requete: Requete) -> list[Lecture]:
    """What to say of the rules that widened the question, each word of it explained once. At most two SQL queries."""
    regles: list[Any] = []
    expliques: set[str] = set()
    regle: Any
    for regle in Reecriture.objects.dites_pour(requete.stricte):
        mots = set(re.findall(r"'((?:[^']|'')*)'", regle.mots))
        if not mots & expliques:
            regles.append(regle)
            expliques |= mots
    sigles = Synonyme.objects.filter(genre=Genre.SIGLE, texte__in=[r.terme for r in regles]).exclude(developpement="")
    developpements = dict(sigles.values_list("texte", "developpement")) if regles else {}
    return [_lecture(regle, developpements.get(regle.terme, "")) for regle in regles]


def _lecture(regle: Reecriture, developpement: str) -> Lecture:
    autres = tuple(e for e in regle.equivalents if e.casefold() not in (regle.terme.casefold(), developpement.casefold()))
    return Lecture(terme=regle.terme, equivalents=autres, developpement=developpement)


def corriger(texte: str) -> str:
    """The question with each unknown word replaced by the nearest public one; empty when there is nothing to replace.

    On words read without an account only: nothing else is ever suggested.
    """
    mots = [m.group() for m in _MOT.finditer(texte)][:12]
    with connection.cursor() as curseur:
        curseur.execute(CORRIGER, [mots])
        proches = {rang - 1: (mot, connu) for rang, mot, connu in curseur.fetchall()}
    corriges = [mot if i not in proches or proches[i][1] else proches[i][0] for i, mot in enumerate(mots)]
    return " ".join(corriges) if corriges != mots else ""
