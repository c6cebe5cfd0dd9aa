"""ZIP, tables and references to bring in."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from centre.membres.models import Import
from centre.membres.operations import imports

WORD_97 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
ENTETES = [
    *("fichier", "titre", "type", "auteurs", "date", "langue", "thèmes", "territoires", "source", "licence"),
    *("qui voit la notice", "qui ouvre le fichier", "résumé"),
]


def ligne(fichier: str = "a.txt", titre: str = "Le guide du conseil", **dit: str) -> str:
    """A line of the table, whose cells are quoted."""
    valeurs = {"fichier": fichier, "titre": titre} | {cle.replace("_", " "): valeur for cle, valeur in dit.items()}
    return ";".join(f'"{valeurs.get(entete, "")}"' for entete in ENTETES)


def zip_de(
    pieces: dict[str, bytes], *lignes: str, entetes: str = ";".join(ENTETES), nom: str = "notices.csv", **suite: Any
) -> bytes:
    """A ZIP of these pieces and of a table of these lines; no line: no table."""
    sortie = io.BytesIO()
    with zipfile.ZipFile(sortie, "w", zipfile.ZIP_DEFLATED) as archive:
        if lignes:
            archive.writestr(nom, "\n".join([entetes, *lignes]).encode(suite.get("encodage", "utf-8")))
        for chemin, octets in pieces.items():
            archive.writestr(chemin, octets)
    return sortie.getvalue()


def lire(par: Any, octets: bytes, genre: str = "documents", nom: str = "fonds.zip", **suite: Any) -> Import:
    """The dry run."""
    return imports.preparer(genre=genre, nom=nom, fichier=io.BytesIO(octets), par=par, **suite)


def constats(lu: Import) -> dict[int, str]:
    """What is said of each line."""
    return dict(lu.lignes.values_list("numero", "constat"))


def remarques(lu: Import, numero: int) -> list[str]:
    """Why, column by column."""
    return [f"{r['colonne']} : {r['message']}".lstrip(" :") for r in lu.lignes.get(numero=numero).remarques]
