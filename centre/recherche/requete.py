"""What a person typed, as PostgreSQL understands it, and what to tell them about it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.db import connection

from centre.themes.enums import Genre
from centre.themes.models import Synonyme

from .enums import Nature
from .models import Equivalence, Reecriture
from .vecteurs import CORRIGER, REECRIRE, SIGNES

#: A longer question is cut (RECIPES 4).
LONGUEUR = 200
_BLANCS = re.compile(r"[\s\x00-\x1f\x7f]+")
_GUILLEMETS = re.compile("[«»“”„]\\s*")
#: Inside a word, a sign is a space, as in the index; before one, « - » still excludes it.
_SIGNE_INTERIEUR = re.compile(rf"(?<=\w)[{re.escape(SIGNES)}](?=\w)")
#: Words that must all be there, and nothing else.
_MOTS_SEULS = re.compile(r"'(?:[^'\\]|'')+'(?: & '(?:[^'\\]|'')+')+")
#: That many at most are looked for in the titles.
PREFEREES = 12
_MOT = re.compile(r"[^\W\d_]{3,40}")


@dataclass(frozen=True)
class Lecture:
    """One rule that widened the question: ``terme`` also finds ``equivalents``; a sigle has what it stands for.

    ``sens``: each meaning of a sigle that has several, with the question that asks for this one alone.
    """

    terme: str
    equivalents: tuple[str, ...]
    developpement: str = ""
    sens: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Requete:
    """A question: the words typed, and the tsquery to match (empty when they are all too common)."""

    texte: str
    tsquery: str
    stricte: str

    @property
    def preferees(self) -> list[str]:
        """What a title says best: the words themselves rather than their neighbours; each two typed one after the other, near each
        other and in that order (not with an operator). As tsqueries.
        """
        mots = self.stricte.split(" & ") if _MOTS_SEULS.fullmatch(self.stricte) else []
        suites = [" | ".join(f"{un} <{ecart}> {autre}" for ecart in (1, 2, 3)) for un, autre in pairwise(mots)]
        return [self.stricte, *suites][:PREFEREES] if self.stricte else []


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
    """What to say of the rules that widened the question, each word of it explained once. At most three SQL queries."""
    regles: list[Any] = []
    expliques: set[str] = set()
    regle: Any
    for regle in Reecriture.objects.dites_pour(requete.stricte):
        mots = set(re.findall(r"'((?:[^']|'')*)'", regle.mots))
        if not mots & expliques:
            regles.append(regle)
            expliques |= mots
    sens = _developpements([regle.terme for regle in regles])
    return [_lecture(regle, sens.get(regle.terme.casefold(), []), requete.texte) for regle in regles]


def _developpements(termes: list[str]) -> dict[str, list[str]]:
    """What each of these sigles stands for, the vocabulary's meaning first."""
    sens: dict[str, list[str]] = {}
    if termes:
        sigles = Synonyme.objects.filter(genre=Genre.SIGLE, texte__in=termes).exclude(developpement="")
        autres = Equivalence.objects.filter(nature=Nature.SENS, terme__in=termes)
        for terme, developpement in (*sigles.values_list("texte", "developpement"), *autres.values_list("terme", "equivalent")):
            sens.setdefault(terme.casefold(), []).append(developpement)
    return sens


def _lecture(regle: Reecriture, sens: list[str], texte: str) -> Lecture:
    dits = {regle.terme.casefold(), *(s.casefold() for s in sens)}
    autres = tuple(e for e in regle.equivalents if e.casefold() not in dits)
    if len(sens) < 2:
        return Lecture(terme=regle.terme, equivalents=autres, developpement=sens[0] if sens else "")
    terme = re.compile(rf"\b{re.escape(regle.terme)}\b", re.IGNORECASE)
    return Lecture(regle.terme, autres, sens=tuple((s, terme.sub(f"« {s} »", texte)[:LONGUEUR]) for s in sens))


def corriger(texte: str) -> str:
    """The question with each unknown word replaced by the nearest public one; empty when there is nothing to replace.

    On words read without an account only: nothing else is ever suggested. Quotes and exclusions stay where they are.
    """
    mots = [m.group() for m in _MOT.finditer(texte)][:12]
    with connection.cursor() as curseur:
        curseur.execute(CORRIGER, [mots])
        proches = {mots[rang - 1]: mot for rang, mot, connu in curseur.fetchall() if not connu}
    corrige = _MOT.sub(lambda m: proches.get(m.group(), m.group()), texte)
    return corrige if corrige != texte else ""
