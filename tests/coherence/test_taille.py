"""A module of 300 lines or a function of 40, a journey like any other, wants to be cut; what is public says what it is for."""

from __future__ import annotations

import ast

from tests.coherence.arbre import NOTRE_CODE, modules, texte

LIGNES, LIGNES_D_UN_TEST = 300, 400
FONCTION = 40


def longues(source: str) -> list[str]:
    """Names of the functions longer than they should be."""
    fonctions = (n for n in ast.walk(ast.parse(source)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef))
    return [f.name for f in fonctions if (f.end_lineno or f.lineno) - f.lineno + 1 > FONCTION]


def test_aucun_module_trop_long():
    trop = {str(m): n for m in modules(*NOTRE_CODE) if (n := len(texte(m).splitlines())) > LIGNES}
    trop |= {str(m): n for m in modules("tests") if (n := len(texte(m).splitlines())) > LIGNES_D_UN_TEST}
    assert trop == {}


def test_aucune_fonction_trop_longue():
    assert {str(m): noms for m in modules(*NOTRE_CODE, "tests") if (noms := longues(texte(m)))} == {}


def test_une_fonction_trop_longue_est_vue():
    corps = "\n".join(["    pass"] * FONCTION)
    assert longues(f"def longue():\n{corps}\n\ndef courte():\n    pass\n") == ["longue"]


def test_chaque_module_a_sa_phrase():
    muets = [
        str(m)
        for m in modules(*NOTRE_CODE)
        if texte(m).strip() and m.name != "apps.py" and not ast.get_docstring(ast.parse(texte(m)))
    ]
    assert muets == []
