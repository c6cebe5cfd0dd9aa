"""Reading the page of results as a person would."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

TITRE = re.compile(r'data-resultat="(\w+)".*?<h3><a href="([^"]*)">(.*?)</a></h3>', re.DOTALL)
FACETTE = re.compile(r'name="(\w+)" value="([^"]*)"( checked)?><span>(.*?)</span><span class="n">(\d+)<')


def texte(html: str) -> str:
    """What is read on a page or a piece of it: no tag, one space between words."""
    sans_blancs = re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", "", html)))
    return sans_blancs.replace("\N{NARROW NO-BREAK SPACE}", " ").strip()


class Page:
    """One answer of ``/recherche/``."""

    def __init__(self, client: Any, **parametres: Any) -> None:
        self.reponse = client.get("/recherche/", parametres)
        assert self.reponse.status_code == 200
        self.html = self.reponse.content.decode()
        self.principal = self.html.split("<main", 1)[1].split("</main>")[0]
        self.texte = texte(self.principal)
        self.titres = [texte(titre) for _, _, titre in TITRE.findall(self.principal)]
        self.marques = [texte(m) for m in re.findall(r"<mark>(.*?)</mark>", self.principal)]

    @property
    def total(self) -> int:
        """The number of results, as printed."""
        trouve = re.search(r"<h2>(\d+) résultats?</h2>", self.principal)
        return int(trouve[1]) if trouve else 0

    def facette(self, nom: str) -> dict[str, int]:
        """Values and counts of one facet."""
        return {unescape(cle): int(nb) for groupe, cle, _, _, nb in FACETTE.findall(self.principal) if groupe == nom}
