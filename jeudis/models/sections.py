"""The headed parts of a compte rendu's one text: cut, kept from the public edition, merged when two people write.

A part is a title (``h3``) and all that follows until the next one; what comes before the first title is a part without one.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bs4 import BeautifulSoup, Tag

from centre.publications.texte_riche import RESERVE, en_texte

#: Titles, from the highest: a reserved one takes along all that stands below it.
TITRES = ("h3", "h4")


@dataclass(frozen=True)
class Section:
    """One part: ``cle`` names it inside its text (its title, numbered when another has the same; "" before any title)."""

    cle: str
    titre: str
    html: str

    @property
    def reservee(self) -> bool:
        """True when nothing of it is left in the public edition."""
        return not sans_reserve(self.html)


@dataclass(frozen=True)
class Conflit:
    """One part that two people changed: its title, the HTML of the writer's and of the other's ("" where it was taken out)."""

    titre: str
    mienne: str
    autre: str


@dataclass(frozen=True)
class Fusion:
    """The merged text (the writer's own part wherever the two disagree), and the parts where they do."""

    html: str
    conflits: tuple[Conflit, ...] = ()


def couper(html: str) -> list[Section]:
    """The parts of a text, in order; nothing for an empty one. Joined again they are the text."""
    morceaux: list[tuple[str, list[str]]] = []
    for element in BeautifulSoup(html, "html.parser").contents:
        if isinstance(element, Tag) and element.name == "h3":
            morceaux.append((element.get_text(" ", strip=True), []))
        elif not morceaux:
            morceaux.append(("", []))
        morceaux[-1][1].append(str(element))
    sections: list[Section] = []
    vus: dict[str, int] = {}
    for titre, bouts in morceaux:
        vus[titre] = vus.get(titre, 0) + 1
        cle = titre if vus[titre] == 1 else f"{titre} ({vus[titre]})"
        sections.append(Section(cle, titre, "".join(bouts)))
    return sections


def sans_reserve(html: str) -> str:
    """``html`` without what is marked *réservé*, at whatever depth; a list left empty goes too.

    A reserved title takes along its whole part: all that follows, until a title of its level or above.
    """
    soupe = BeautifulSoup(html, "html.parser")
    marques: list[Any] = soupe.select(f".{RESERVE}")
    if not marques:
        return html
    for element in marques:
        if element.decomposed:
            continue
        for suivant in _dessous(element):
            suivant.extract()
        element.decompose()
    for liste in soupe.select("ul, ol, blockquote, li"):
        if not liste.decomposed and not liste.get_text(strip=True):
            liste.decompose()
    return str(soupe)


def _dessous(titre: Tag) -> list[Any]:
    """What stands below a title; nothing below another element."""
    if titre.name not in TITRES:
        return []
    plus_hauts, dessous = TITRES[: TITRES.index(titre.name) + 1], []
    for suivant in titre.next_siblings:
        if isinstance(suivant, Tag) and suivant.name in plus_hauts:
            break
        dessous.append(suivant)
    return dessous


# --- two people at once ---

#: Part → the prints of its HTML and of its plain text.
Repere = Mapping[str, tuple[str, str]]


def reperer(html: str) -> dict[str, tuple[str, str]]:
    """What a form remembers of the text it was opened on: enough to say later which parts its writer changed."""
    return {section.cle: _empreintes(section.html) for section in couper(html)}


def empreinte(texte: str) -> str:
    """A short print of a text."""
    return hashlib.sha256(texte.encode()).hexdigest()[:16]


def _empreintes(html: str) -> tuple[str, str]:
    """The editor writes a paragraph inside each item and quotation, a script does not: the same text either way."""
    nu = re.sub(r"<(blockquote|li)([^>]*)>\s*<p[^>]*>", r"<\1\2>", html)
    nu = re.sub(r"</p>\s*</(blockquote|li)>", r"</\1>", nu)
    nu = re.sub(r' (rel|target)="[^"]*"', "", nu)
    return empreinte(re.sub(r"\s+", " ", re.sub(r">\s+<", "><", nu)).strip()), empreinte(en_texte(html))


def fusionner(base: Repere, mien: str, autre: str, *, brut: bool = False) -> Fusion:
    """``mien``, written from ``base``, into ``autre``, saved meanwhile: each part as whoever changed it left it.

    ``brut``: ``mien`` was typed as plain text, which has no bold nor links: only its words tell what changed.
    """
    mes, leurs = ({s.cle: s for s in couper(html)} for html in (mien, autre))
    gardees, conflits = [], []
    for cle in _ordre(list(base), list(mes), list(leurs)):
        mienne, leur = mes.get(cle), leurs.get(cle)
        if not _change(base.get(cle), mienne, brut=brut):
            retenue = leur
        elif not _change(base.get(cle), leur) or _pareilles(mienne, leur):
            retenue = mienne
        else:
            retenue = mienne or leur
            conflits.append(_conflit(mienne, leur))
        if retenue is not None:
            gardees.append(retenue.html)
    return Fusion("".join(gardees), tuple(conflits))


def _conflit(mienne: Section | None, leur: Section | None) -> Conflit:
    titre = next(s.titre for s in (mienne, leur) if s is not None)
    return Conflit(titre or "Avant le premier titre", mienne.html if mienne else "", leur.html if leur else "")


def _change(avant: tuple[str, str] | None, section: Section | None, *, brut: bool = False) -> bool:
    if avant is None or section is None:
        return (avant is None) != (section is None)
    apres = _empreintes(section.html)
    return apres[1] != avant[1] if brut else apres[0] != avant[0]


def _pareilles(une: Section | None, autre: Section | None) -> bool:
    if une is None or autre is None:
        return une is autre
    return _empreintes(une.html)[0] == _empreintes(autre.html)[0]


def _ordre(base: list[str], mes: list[str], leurs: list[str]) -> list[str]:
    """Theirs, unless only the writer moved the parts; what one of the two added follows the part it was written after."""
    communes = set(base) & set(leurs)
    deplacees = [c for c in leurs if c in communes] != [c for c in base if c in communes]
    ordre, autres = (list(leurs), mes) if deplacees else (list(mes), leurs)
    for rang, cle in enumerate(autres):
        if cle not in ordre:
            place = ordre.index(autres[rang - 1]) + 1 if rang else 0
            ordre.insert(place, cle)
    return ordre
