"""A test client that inspects every HTML answer: what no page may do, whoever wrote it.

Use ``ClientInspecteur`` in place of Django's ``Client``; a fault fails the test at the request that met it.
"""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

from django.test import Client

SANS_ETIQUETTE = {"hidden", "submit", "button", "image", "reset"}
DONNEES = {"application/json", "application/ld+json", "importmap", "text/template"}
RESSOURCES = {"script", "img", "link", "iframe", "source", "video"}
ICI = (None, "testserver", "localhost")
VIDES = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
NON_RENDU = re.compile(r"\{\{|\}\}|\{%|%\}|\{#")


class Inspection(HTMLParser):
    """Reads one answer; ``fautes`` says, in sentences, what is wrong with it."""

    def __init__(self, html: str, *, entiere: bool = True) -> None:
        super().__init__(convert_charrefs=True)
        self.entiere, self.fautes = entiere, []
        self.comptes: Counter[str] = Counter()
        self.ids: Counter[str] = Counter()
        self.champs: list[tuple[str, dict[str, str]]] = []
        self.etiquettes: set[str] = set()
        self.formulaires: list[dict[str, Any]] = []
        self._pile: list[str] = []
        self.feed(html)
        self.close()
        self._conclure(html)

    def faute(self, phrase: str) -> None:
        """Note a fault, once."""
        if phrase not in self.fautes:
            self.fautes.append(phrase)

    def handle_starttag(self, nom: str, paires: list[tuple[str, str | None]]) -> None:
        """Look at one element."""
        a = {cle: valeur or "" for cle, valeur in paires}
        self.comptes[nom] += 1
        if "id" in a:
            self.ids[a["id"]] += 1
        self._interdits(nom, a)
        if nom == "html" and not a.get("lang"):
            self.faute("<html> sans lang")
        if nom == "img" and "alt" not in a:
            self.faute(f"image sans alt : {a.get('src')}")
        if nom == "label" and a.get("for"):
            self.etiquettes.add(a["for"])
        if nom in ("input", "select", "textarea") and a.get("type") not in SANS_ETIQUETTE:
            self.champs.append((nom, a | {"_dans": "label" if "label" in self._pile else ""}))
        self._formulaire(nom, a)
        if nom not in VIDES:
            self._pile.append(nom)

    def _interdits(self, nom: str, a: dict[str, str]) -> None:
        if "style" in a:
            self.faute(f"attribut style sur <{nom}>")
        for cle in a:
            if cle.startswith("on"):
                self.faute(f"gestionnaire {cle} sur <{nom}>")
        if nom == "script" and "src" not in a and a.get("type") not in DONNEES:
            self.faute("script écrit dans la page")
        if nom == "style":
            self.faute("feuille de style écrite dans la page")
        for cle in ("href", "src", "action", "formaction"):
            adresse = a.get(cle, "").strip().lower()
            if adresse.startswith("javascript:"):
                self.faute(f"adresse javascript: sur <{nom}>")
            if nom in RESSOURCES and urlsplit(adresse).hostname not in ICI and a.get("rel") not in ("canonical", "alternate"):
                self.faute(f"ressource d’ailleurs : {adresse}")

    def _formulaire(self, nom: str, a: dict[str, str]) -> None:
        if nom == "form":
            self.formulaires.append({"post": a.get("method", "").lower() == "post", "jeton": False, "ou": a.get("action", "")})
        if nom == "input" and a.get("name") == "csrfmiddlewaretoken" and self.formulaires:
            self.formulaires[-1]["jeton"] = True

    def handle_endtag(self, nom: str) -> None:
        """Leave an element."""
        if nom in self._pile:
            while self._pile.pop() != nom:
                pass

    def handle_data(self, texte: str) -> None:
        """Read a text."""
        if not {"script", "style", "pre", "code"} & set(self._pile) and NON_RENDU.search(texte):
            self.faute(f"gabarit non rendu : {texte.strip()[:60]}")

    def _conclure(self, html: str) -> None:
        if self.entiere:
            if not html.lstrip().lower().startswith("<!doctype html>"):
                self.faute("pas de doctype")
            for nom in ("h1", "title", "main"):
                if self.comptes[nom] != 1 and not (nom == "title" and self.comptes["svg"]):
                    self.faute(f"{self.comptes[nom]} <{nom}>")
        for identifiant, nombre in self.ids.items():
            if nombre > 1:
                self.faute(f"id « {identifiant} » écrit {nombre} fois")
        for nom, a in self.champs:
            nomme = a["_dans"] or a.get("aria-label") or a.get("aria-labelledby") or a.get("id") in self.etiquettes
            if not nomme:
                self.faute(f"<{nom} name={a.get('name')}> sans étiquette")


def inspecter(reponse: Any, *, exempte_de_jeton: bool = False) -> list[str]:
    """The faults of an answer; [] when it is not HTML. A fragment (no <html>) is not asked for a title."""
    if reponse.streaming or not reponse.get("Content-Type", "").startswith("text/html") or not reponse.content:
        return []
    html = reponse.content.decode(reponse.charset)
    inspection = Inspection(html, entiere="<html" in html.lower())
    for formulaire in inspection.formulaires:
        if formulaire["post"] and not formulaire["jeton"] and not exempte_de_jeton:
            inspection.faute(f"formulaire sans jeton : {formulaire['ou']}")
    return inspection.fautes


class ClientInspecteur(Client):
    """Django's test client; every HTML answer is inspected."""

    def request(self, **demande: Any) -> Any:
        """The answer, once it has been found without fault."""
        reponse = super().request(**demande)
        fautes = inspecter(reponse)
        assert fautes == [], f"{demande.get('REQUEST_METHOD', 'GET')} {demande.get('PATH_INFO')} : {' ; '.join(fautes)}"
        return reponse
