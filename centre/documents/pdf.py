"""PDF files, tagged and in French, composed by typst from a template and data.

Data never becomes markup: it goes as JSON through ``sys.inputs``, and templates place its strings as text. The compiler
sees the folder of templates and the fonts it carries, nothing else of the machine, so a file is the same everywhere.
"""

import json
import re
from pathlib import Path
from typing import Any

import typst

from centre.templatetags.typographie import typo

GABARITS = Path(__file__).parent / "gabarits"
_NOM = re.compile(r"[a-z]+(?:_[a-z]+)*")


def composer(gabarit: str, donnees: dict[str, Any]) -> bytes:
    """Return the PDF/UA-1 file that the template ``gabarit`` (a name, without folder or suffix) makes of ``donnees``.

    Strings get French typography on the way (``centre.templatetags.typographie``). The file has a title, a language
    and tags, or there is no file. Raises ValueError when there is no such template, and typst.TypstError when the
    template cannot use the data or the result would not be accessible.
    """
    chemin = GABARITS / f"{gabarit}.typ"
    if not _NOM.fullmatch(gabarit) or not chemin.is_file():
        raise ValueError(f"Gabarit inconnu : {gabarit!r}")
    entrees = {"donnees": json.dumps(_en_francais(donnees), ensure_ascii=False)}
    fichier = typst.compile(
        chemin, root=GABARITS, font_paths=[], ignore_system_fonts=True, sys_inputs=entrees, format="pdf", pdf_standards="ua-1"
    )
    assert isinstance(fichier, bytes)
    return fichier


def _en_francais(valeur: Any) -> Any:
    """Return the same JSON value, every string of it (keys excepted) with French typography."""
    if isinstance(valeur, str):
        return str(typo(valeur))
    if isinstance(valeur, dict):
        return {cle: _en_francais(contenu) for cle, contenu in valeur.items()}
    if isinstance(valeur, list | tuple):
        return [_en_francais(contenu) for contenu in valeur]
    return valeur
