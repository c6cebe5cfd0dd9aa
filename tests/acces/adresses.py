"""Every address the URL resolver knows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLResolver, get_resolver

EXEMPLES = {"int": "1", "slug": "x", "str": "x", "uuid": "00000000-0000-0000-0000-000000000000", "path": "x"}


@dataclass(frozen=True)
class Adresse:
    """One pattern: its route, its full name (empty when it has none), the module of its view."""

    route: str
    nom: str
    module: str

    @property
    def cle(self) -> str:
        """What a line of the matrix calls it."""
        return self.nom or self.route

    @property
    def exemple(self) -> str:
        """A path that resolves to this pattern, its parameters filled with the first thing that fits."""
        chemin = re.sub(r"<(?:(\w+):)?\w+>", lambda m: EXEMPLES[m[1] or "str"], self.route)
        chemin = chemin.replace(
            r"(\d+)/revisions/compare/(live|earliest|\d+)\.\.\.(live|latest|\d+)", "1/revisions/compare/live...latest"
        )
        return "/" + re.sub(r"\^(?:\.\*)?|\$", "", re.sub(r"\(\?:(\w+)\|[^)]*\)", r"\1", chemin)).replace("//", "/")


def adresses(racine: Any = None, prefixe: str = "", noms: tuple[str, ...] = ()) -> Iterator[Adresse]:
    """Walk the resolver."""
    for motif in (racine or get_resolver()).url_patterns:
        route = prefixe + str(motif.pattern)
        if isinstance(motif, URLResolver):
            yield from adresses(motif, route, (*noms, motif.namespace) if motif.namespace else noms)
        else:
            yield Adresse(route, ":".join([*noms, motif.name]) if motif.name else "", motif.callback.__module__)
