"""Templates: each serves, and names only files, templates and addresses that exist; markup is trusted where it is made safe."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.template import engines
from django.urls import get_resolver

from centre.liens.enums import Action
from centre.liens.gestes import gestes
from centre.registre import courriels
from tests.coherence.arbre import NOTRE_CODE, RACINE, fichiers, modules, texte

GABARITS = [f for f in fichiers() if f.parts[0] == "templates"]
NOMS = {str(f.relative_to("templates")) for f in GABARITS}
#: Django's own, called by name when a request fails.
APPELES_PAR_DJANGO = {"400.html", "403.html", "403_csrf.html", "404.html", "429.html", "500.html"}
#: Where the text put on the page unescaped is made safe.
SURS = {
    "centre/documents/bureautique.py": "a file handed to pandoc, never a page",
    "centre/courriels/rendu.py": "the text part of a mail is not HTML",
    "centre/publications/historique.py": "each word is escaped one by one",
    "centre/publications/texte_riche.py": "nh3, with the editor's own list",
    "centre/recherche/extraits.py": "escaped before the marks are put back",
    "centre/templatetags/typographie.py": "what was safe already, spaces added",
    "ressources/bibliotheque/citations.py": "JSON for machines, where no character opens or closes a tag",
    "templates/composants/champ.html": "the help texts of our own forms",
    "templates/account/email/base_message.txt": "a mail in plain text",
}
CONFIANCE = re.compile(
    r"\|\s*safe\b|\bmark_safe\(|autoescape off|autoescape=False|SafeString\(|SafeText\(|\|\s*safeseq\b|Context\(.*autoescape"
)


def gabarits_de_tiers(nom: str) -> bool:
    """True when a package has a template of that name: ours is then seen instead of it."""
    for chargeur in engines["django"].engine.template_loaders:
        for origine in chargeur.get_template_sources(nom):
            chemin = Path(origine.name)
            if chemin.is_file() and not chemin.is_relative_to(RACINE / "templates"):
                return True
    return False


def cites() -> set[str]:
    """Every string of the code, and every name a template asks for."""
    mots: set[str] = set()
    for fichier in [*GABARITS, *modules(*NOTRE_CODE)]:
        mots |= set(re.findall(r"[\"']([\w/.-]+\.(?:html|txt|xml))[\"']", texte(fichier)))
    mots |= {f"courriels/{genre}.{suffixe}" for genre in courriels for suffixe in ("txt", "html")}
    mots |= {
        f"composants/{nom}.html" for nom in re.findall(r"_rendre\(\"(\w+)\"", texte(Path("centre/templatetags/composants.py")))
    }
    return mots | {cle.partition(".")[0] + "/relecture.html" for cle in gestes if cle.endswith(f":{Action.RELIRE.value}")}


def test_aucun_gabarit_inutile():
    inutiles = NOMS - cites() - APPELES_PAR_DJANGO - {"galerie.html"}
    assert {nom for nom in inutiles if not gabarits_de_tiers(nom)} == set()


def test_les_gabarits_demandes_existent():
    demandes = set()
    for fichier in GABARITS:
        demandes |= set(re.findall(r"{%\s*(?:include|extends)\s+\"([^\"]+)\"", texte(fichier)))
    assert {nom for nom in demandes - NOMS if not gabarits_de_tiers(nom)} == set()


@pytest.mark.parametrize("gabarit", sorted(NOMS))
def test_chaque_gabarit_se_compile(gabarit):
    assert engines["django"].get_template(gabarit).template.nodelist is not None


def test_les_fichiers_statiques_cites_existent():
    cites_ = {(str(f), nom) for f in GABARITS for nom in re.findall(r"{%\s*static\s+[\"']([^\"']+)[\"']", texte(f))}
    cites_ |= {(str(f), nom) for f in modules(*NOTRE_CODE) for nom in re.findall(r"\bstatic\([\"']([^\"']+)[\"']\)", texte(f))}
    assert len(cites_) > 10
    assert {(f, nom) for f, nom in cites_ if not finders.find(nom)} == set()


def test_aucun_fichier_statique_inutile():
    tout = "\n".join(
        texte(f)
        for f in fichiers()
        if f.suffix in (".html", ".py", ".css", ".js") and f.parts[0] in ("templates", "static", *NOTRE_CODE)
    )
    statiques = [f for f in fichiers() if f.parts[0] == "static"]
    assert [str(f) for f in statiques if f.name not in tout] == []


@cache
def adresses() -> frozenset[str]:
    """Every URL name of the portal, with its namespaces, those of the demo included."""

    def noms(resolveur: Any, prefixe: str) -> Iterator[str]:
        for motif in resolveur.url_patterns:
            if hasattr(motif, "url_patterns"):
                yield from noms(motif, f"{prefixe}{motif.namespace}:" if motif.namespace else prefixe)
            elif motif.name:
                yield prefixe + motif.name

    return frozenset({*noms(get_resolver(), ""), "galerie"})


def test_les_adresses_nommees_existent():
    nommees = {(str(f), nom) for f in GABARITS for nom in re.findall(r"{%\s*url\s+[\"']([^\"']+)[\"']", texte(f))}
    appel = r"(?:\breverse|\breverse_lazy|\bredirect)\(\s*[\"']([\w:-]+)[\"']"
    nommees |= {(str(f), nom) for f in modules(*NOTRE_CODE) for nom in re.findall(appel, texte(f))}
    assert len(nommees) > 40
    assert {(f, nom) for f, nom in nommees if nom not in adresses()} == set()


def test_le_balisage_n_est_cru_que_la_ou_il_est_rendu_sur():
    confiants = {str(f) for f in [*GABARITS, *modules(*NOTRE_CODE)] if CONFIANCE.search(texte(f))}
    assert confiants == SURS.keys()


def test_ni_style_ni_script_en_ligne():
    en_ligne = re.compile(
        r"<[^>]*\s(?:style|on\w+)\s*=|<script(?![^>]*(?:\bsrc=|\btype=\"application/(?:ld\+)?json\"))|<style\b", re.I
    )
    pages = [f for f in GABARITS if f.suffix == ".html" and f.parts[1] != "courriels" and f.parts[2:3] != ("email",)]
    fautes = [(str(f), faute) for f in pages for faute in en_ligne.findall(texte(f)) if "nonce" not in faute]
    assert fautes == []
