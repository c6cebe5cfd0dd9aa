"""Every act the audit log may hold has its words: nobody reads a verb of the code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from centre.registre import gestes
from tests.coherence.arbre import NOTRE_CODE, modules, texte

VERBE = re.compile(r"[a-z_]+\.[a-z_]+")


def _appels(arbre: ast.AST, nom: str) -> Iterator[ast.Call]:
    for noeud in ast.walk(arbre):
        if isinstance(noeud, ast.Call) and isinstance(noeud.func, ast.Name) and noeud.func.id == nom:
            yield noeud


def _fonctions(arbre: ast.AST) -> dict[str, int]:
    """The functions of a module that are given their verb: name → position of the parameter."""
    return {
        f.name: [a.arg for a in f.args.args].index("verbe")
        for f in ast.walk(arbre)
        if isinstance(f, ast.FunctionDef) and "verbe" in [a.arg for a in f.args.args]
    }


def _constantes(arbre: ast.Module) -> dict[str, set[str]]:
    """Module constants: name → the strings they hold."""
    return {
        cible.id: {n.value for n in ast.walk(noeud.value) if isinstance(n, ast.Constant) and isinstance(n.value, str)}
        for noeud in arbre.body
        if isinstance(noeud, ast.Assign)
        for cible in noeud.targets
        if isinstance(cible, ast.Name)
    }


def verbes_ecrits(source: str) -> tuple[set[str], list[str]]:
    """The verbs a source writes, and what it writes that cannot be read here (an f-string, a computed name)."""
    arbre = ast.parse(source)
    constantes, recues = _constantes(arbre), _fonctions(arbre)
    lus, illisibles = set(), []
    dits = [mot.value for appel in _appels(arbre, "consigner") for mot in appel.keywords if mot.arg == "verbe"]
    dits += [d for f in ast.walk(arbre) if isinstance(f, ast.FunctionDef) and f.name in recues for d in f.args.defaults
             if isinstance(d, ast.Constant) and VERBE.fullmatch(str(d.value))]  # fmt: skip
    dits += [appel.args[rang] for nom, rang in recues.items() for appel in _appels(arbre, nom) if len(appel.args) > rang]
    for dit in [choix for dit in dits for choix in ((dit.body, dit.orelse) if isinstance(dit, ast.IfExp) else (dit,))]:
        if isinstance(dit, ast.Constant):
            lus.add(dit.value)
        elif isinstance(dit, ast.Subscript) and isinstance(dit.value, ast.Name) and dit.value.id in constantes:
            lus |= {valeur for valeur in constantes[dit.value.id] if VERBE.fullmatch(valeur)}
        elif isinstance(dit, ast.Name) and (dit.id in constantes or (dit.id == "verbe" and recues)):
            lus |= constantes.get(dit.id, set())
        else:
            illisibles.append(ast.unparse(dit))
    return lus, illisibles


def test_la_lecture_des_sources_voit_chaque_forme():
    assert verbes_ecrits('consigner(acteur=None, verbe="a.b")') == ({"a.b"}, [])
    assert verbes_ecrits('V = "a.b"\nconsigner(verbe=V)') == ({"a.b"}, [])
    assert verbes_ecrits('V = {1: "a.b", 2: "c.d"}\nconsigner(verbe=V[x])') == ({"a.b", "c.d"}, [])
    assert verbes_ecrits('def f(x, verbe):\n    consigner(verbe=verbe)\nf(1, "a.b")') == ({"a.b"}, [])
    assert verbes_ecrits('consigner(verbe=f"a.{b}")') == (set(), ["f'a.{b}'"])


def test_chaque_verbe_du_journal_a_ses_mots():
    ecrits, illisibles = set(), []
    for module in modules(*NOTRE_CODE):
        lus, autres = verbes_ecrits(texte(module))
        ecrits |= lus
        illisibles += [(str(module), autre) for autre in autres]
    assert illisibles == []
    assert len(ecrits) > 70
    assert ecrits - set(gestes) == set()


def test_les_mots_sont_du_francais_et_jamais_le_verbe():
    for verbe, geste in gestes.items():
        assert geste.mots[0].isupper() or geste.mots[0] == "«", verbe
        assert "_" not in geste.mots, verbe
    doubles = [g.mots for g in gestes.values()]
    assert sorted(set(doubles)) == sorted(doubles)
