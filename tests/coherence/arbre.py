"""The tree as these tests read it: the files git would keep, and who imports whom."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

RACINE = Path(__file__).resolve().parents[2]
NOTRE_CODE = ("centre", "extranet", "jeudis", "ressources", "echos")


@cache
def fichiers() -> tuple[Path, ...]:
    """Every file tracked, or about to be, relative to the root."""
    sortie = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=RACINE, capture_output=True, text=True, check=True
    )
    return tuple(Path(nom) for nom in sorted(sortie.stdout.split("\n")) if nom and (RACINE / nom).is_file())


@cache
def texte(chemin: Path) -> str:
    """Its text ("" for a binary file)."""
    try:
        return (RACINE / chemin).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def modules(*racines: str) -> list[Path]:
    """Python files below these folders, migrations aside."""
    return [f for f in fichiers() if f.suffix == ".py" and f.parts[0] in racines and "migrations" not in f.parts]


def nom_du_module(chemin: Path) -> str:
    """``centre/espaces/acces.py`` is ``centre.espaces.acces``, a package is its folder."""
    return ".".join(chemin.with_suffix("").parts).removesuffix(".__init__")


@dataclass(frozen=True)
class Import:
    """``de`` imports ``vers`` (a module, or a name of one). ``tardif``: inside a function, when it runs."""

    de: str
    vers: str
    tardif: bool


@cache
def imports(chemin: Path) -> tuple[Import, ...]:
    """Every import of our own code made by a file, at the top and inside functions."""
    return tuple(
        i for i in imports_du_texte(texte(chemin), nom_du_module(chemin), chemin.name == "__init__.py") if _de_nous(i.vers)
    )


def imports_du_texte(source: str, module: str, paquet: bool = False) -> Iterator[Import]:
    """The imports of a source, relative ones resolved; what serves types only is left out."""
    arbre = ast.parse(source)
    fonctions = [n for n in ast.walk(arbre) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    tardifs = {id(n) for fonction in fonctions for n in ast.walk(fonction)}
    for noeud in ast.walk(arbre):
        for vers in _vises(noeud, module.split(".") if paquet else module.split(".")[:-1]):
            yield Import(module, vers, id(noeud) in tardifs)


def _vises(noeud: ast.AST, ici: list[str]) -> list[str]:
    if isinstance(noeud, ast.Import):
        return [alias.name for alias in noeud.names]
    if isinstance(noeud, ast.ImportFrom):
        base = [*ici[: len(ici) - noeud.level + 1], *filter(None, [noeud.module])] if noeud.level else [noeud.module or ""]
        return [".".join([*base, alias.name]) for alias in noeud.names]
    return []


def _de_nous(module: str) -> bool:
    return module.split(".")[0] in NOTRE_CODE
