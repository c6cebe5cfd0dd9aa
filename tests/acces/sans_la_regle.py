"""The portal without one call of the rule: what proves that the leak probe would see it missing."""

from __future__ import annotations

import ast
import inspect
import sys
from pathlib import Path

RACINE = Path(__file__).resolve().parents[2]


class SansLaRegle(ast.NodeTransformer):
    """``x.visibles_pour(y)`` becomes ``x``, for the call at one line."""

    def __init__(self, ligne: int) -> None:
        self.ligne = ligne

    def visit_Call(self, noeud: ast.Call) -> ast.AST:
        self.generic_visit(noeud)
        if (
            isinstance(noeud.func, ast.Attribute)
            and noeud.func.attr in ("visibles_pour", "complets_pour")
            and noeud.lineno <= self.ligne <= noeud.end_lineno
        ):
            return noeud.func.value
        return noeud


def appels() -> list[tuple[str, str, int]]:
    """(module, function, line) of every call of ``visibles_pour`` in the portal."""
    trouves = []
    racines = ("centre", "echos", "extranet", "jeudis", "ressources")
    chemins = [chemin for racine in racines for chemin in (RACINE / racine).rglob("*.py")]
    for chemin in sorted(c for c in chemins if "migrations" not in c.parts):
        module = ".".join(chemin.relative_to(RACINE).with_suffix("").parts)
        for fonction, nom in _fonctions(ast.parse(chemin.read_text())):
            lignes = [
                n.func.end_lineno
                for n in ast.walk(fonction)
                if isinstance(n, ast.Call) and getattr(n.func, "attr", "") in ("visibles_pour", "complets_pour")
            ]
            trouves += [(module, nom, ligne) for ligne in lignes]
    return trouves


def _fonctions(arbre: ast.AST, prefixe: str = ""):
    for noeud in ast.iter_child_nodes(arbre):
        if isinstance(noeud, ast.FunctionDef):
            yield noeud, prefixe + noeud.name
        elif isinstance(noeud, ast.ClassDef):
            yield from _fonctions(noeud, f"{prefixe}{noeud.name}.")


def sans_l_appel(module: str, nom: str, ligne: int):
    """(the function in memory, the code it would have without that call)."""
    source = inspect.getsource(sys.modules[module])
    arbre = ast.fix_missing_locations(SansLaRegle(ligne).visit(ast.parse(source)))

    def chercher(code):
        for constante in code.co_consts:
            if inspect.iscode(constante):
                if constante.co_qualname == nom:
                    return constante
                if trouve := chercher(constante):
                    return trouve
        return None

    fonction = sys.modules[module]
    for morceau in nom.split("."):
        fonction = getattr(fonction, morceau)
    return inspect.unwrap(fonction), chercher(compile(arbre, sys.modules[module].__file__, "exec"))
