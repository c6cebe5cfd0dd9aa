"""Our rich text as the blocks a PDF template places: paragraphs, titles, items, quotations, and their runs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from bs4 import BeautifulSoup, NavigableString, Tag

#: Tag → kind of block; what is inside another block is part of it.
_GENRES = {"p": "paragraphe", "h3": "titre", "h4": "titre", "blockquote": "citation"}
_NIVEAUX = {"h3": 1, "h4": 2}
_SURS = re.compile(r"(https?|mailto):", re.IGNORECASE)


def blocs(html: str) -> list[dict[str, Any]]:
    """The blocks of sanitised HTML, in order, as JSON values; empty ones are left out."""
    return [bloc for bloc in _blocs(BeautifulSoup(html, "html.parser")) if bloc["suite"]]


def _blocs(parent: Tag) -> Iterator[dict[str, Any]]:
    for element in parent.children:
        if isinstance(element, NavigableString):
            if element.strip():
                yield _bloc("paragraphe", [_morceau(str(element))])
        elif isinstance(element, Tag) and element.name in ("ul", "ol"):
            yield from _liste(element)
        elif isinstance(element, Tag) and element.name in _GENRES:
            yield _bloc(_GENRES[element.name], _suite(element), niveau=_NIVEAUX.get(element.name, 0))
        elif isinstance(element, Tag):
            yield from _blocs(element)


def _liste(liste: Tag) -> Iterator[dict[str, Any]]:
    """Its items; those of a list inside an item follow it."""
    for rang, item in enumerate(liste.find_all("li", recursive=False), 1):
        dedans = [sous.extract() for sous in item.find_all(["ul", "ol"], recursive=False)]
        numerote = {"rang": f"{rang}."} if liste.name == "ol" else {}
        yield _bloc("numero" if numerote else "puce", _suite(item), **numerote)
        for sous in dedans:
            yield from _liste(sous)


def _bloc(genre: str, suite: list[dict[str, Any]], **autres: Any) -> dict[str, Any]:
    return {"genre": genre, "suite": [morceau for morceau in suite if morceau["texte"]], **autres}


def _suite(element: Tag, **etat: Any) -> list[dict[str, Any]]:
    """The runs of a block; two paragraphs inside one block are separated by a line."""
    morceaux: list[dict[str, Any]] = []
    for enfant in element.children:
        if isinstance(enfant, NavigableString):
            morceaux.append(_morceau(str(enfant), **etat))
        elif isinstance(enfant, Tag):
            if enfant.name == "br" or (enfant.name == "p" and morceaux):
                morceaux.append(_morceau("\n"))
            morceaux += _suite(enfant, **etat | _etat(enfant))
    return morceaux


def _etat(element: Tag) -> dict[str, Any]:
    if element.name in ("strong", "b"):
        return {"gras": True}
    if element.name in ("em", "i"):
        return {"italique": True}
    adresse = str(element.get("href") or "")
    return {"lien": adresse} if element.name == "a" and _SURS.match(adresse) else {}


def _morceau(texte: str, **etat: Any) -> dict[str, Any]:
    return {"texte": texte, **etat}
