"""How many queries pages take: with one thing of each kind, then with three."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.db import connection
from django.test.utils import CaptureQueriesContext

from .scene import Scene, defaire

Comptes = dict[tuple[str, str], int]


def compter(scene: Scene, nom: str, adresse: str) -> int:
    """The queries of one page for one reader, warm."""
    scene.demander(nom, "GET", adresse)  # what a process learns once (types, site) is not the page's
    client = scene.gens.client(nom)
    with defaire(), CaptureQueriesContext(connection) as requetes:
        reponse = client.get(adresse)
        b"".join(reponse)  # a file is read while it is sent
    assert reponse.status_code == 200, adresse
    return len(requetes)


def un_puis_trois(scene: Scene, pages: Iterable[tuple[str, str]], ajouter: Callable[[int], object]) -> tuple[Comptes, Comptes]:
    """The counts of ``pages`` once ``ajouter(1)`` has added one thing of each kind, then with the second and the third."""

    def comptes() -> Comptes:
        return {(nom, adresse): compter(scene, nom, adresse.format(**scene.mots)) for nom, adresse in pages}

    ajouter(1)
    une = comptes()
    for numero in (2, 3):
        ajouter(numero)
    return une, comptes()
