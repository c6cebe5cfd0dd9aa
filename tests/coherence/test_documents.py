"""Documents lead somewhere: each link of a page of docs/ opens a file of the tree, each decision is in the list."""

from __future__ import annotations

import re
from pathlib import Path

from tests.coherence.arbre import RACINE, fichiers, texte

PAGES = [f for f in fichiers() if f.suffix == ".md"]


def liens(page: Path) -> list[str]:
    """The relative addresses a page leads to, images included."""
    return [lien for lien in re.findall(r"\]\(([^)\s#]+)", texte(page)) if "://" not in lien]


def test_chaque_lien_mene_a_un_fichier():
    assert len([lien for page in PAGES for lien in liens(page)]) > 20
    assert [(str(page), lien) for page in PAGES for lien in liens(page) if not (RACINE / page.parent / lien).exists()] == []


def test_chaque_decision_est_dans_la_liste_avec_ses_trois_parties():
    decisions = sorted(f for f in PAGES if f.parent == Path("docs/decisions") and f.name != "README.md")
    assert liens(Path("docs/decisions/README.md")) == [f.name for f in decisions]
    assert [int(f.name[:3]) for f in decisions] == list(range(1, len(decisions) + 1))
    muettes = [f.name for f in decisions if [t for t in ("Context", "Choice", "Price") if f"**{t}.**" not in texte(f)]]
    assert muettes == []


def test_les_commandes_du_makefile_sont_celles_qu_on_dit():
    cibles = set(re.findall(r"^([a-z-]+):", texte(Path("Makefile")), re.M))
    dites = {mot for page in PAGES for mot in re.findall(r"\bmake ([a-z-]+)", texte(page))}
    assert dites - cibles == set()
    assert {"help", "demo", "test", "test-complet", "lint", "bench"} <= cibles


def test_chaque_variable_documentee_est_lue():
    code = "\n".join(
        texte(f) for f in fichiers() if f.name == "Makefile" or (f.suffix == ".py" and f.parts[0] in ("centre", "manage.py"))
    )
    dites = {
        mot
        for page in (Path("README.md"), Path("docs/exploitation.md"))
        for mot in re.findall(r"`([A-Z][A-Z_]{3,})`", texte(page))
    }
    assert {"SECRET_KEY", "X_ACCEL_PREFIXE", "CENTRE_VAR"} <= dites
    assert {mot for mot in dites if not re.search(rf"\b{mot}\b", code)} == set()
