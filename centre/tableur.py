"""A list for a French spreadsheet: UTF-8 with its mark, semicolons, and no cell that a spreadsheet would run."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse

#: What a spreadsheet takes for the beginning of a formula (OWASP, « CSV Injection »).
FORMULES = ("=", "+", "-", "@", "\t", "\r", "\n")


def telecharger(nom: str, entetes: Iterable[str], lignes: Iterable[Iterable[Any]]) -> HttpResponse:
    """The answer that downloads ``lignes`` below ``entetes`` as the file ``nom`` (ASCII, with its extension)."""
    reponse = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    reponse["Content-Disposition"] = f'attachment; filename="{nom}"'
    feuille = csv.writer(reponse, delimiter=";")
    feuille.writerow(entetes)
    feuille.writerows([_cellule(valeur) for valeur in ligne] for ligne in lignes)
    return reponse


def _cellule(valeur: Any) -> str:
    """The words of a value, behind an apostrophe when they would be taken for a formula."""
    texte = str(valeur)
    return f"'{texte}" if texte.lstrip(" ").startswith(FORMULES) else texte
