"""The addresses of elsewhere that a text gives."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from centre.courriels.rendu import site

#: Written in a link, or in plain words.
ADRESSE = re.compile(r"https?://[^\s<>\"'\\|{}^`]+", re.IGNORECASE)
#: What ends a sentence rather than an address.
FIN = ".,;:!?…»)]*_"
LONGUEUR = 2000


def adresses_de(morceaux: Iterable[str]) -> dict[str, str]:
    """Address → host, of every address given, each once, without its anchor; those of the portal itself are left out."""
    trouvees = {}
    for morceau in morceaux:
        for lue in ADRESSE.findall(html.unescape(morceau or "")):
            adresse = _entiere(lue).partition("#")[0]
            hote = hote_de(adresse)
            if hote and len(adresse) <= LONGUEUR and hote != hote_de(site()):
                trouvees[adresse] = hote
    return trouvees


def _entiere(lue: str) -> str:
    """Without what follows it in the sentence; a closing parenthesis stays when one opens in the address."""
    while lue and lue[-1] in FIN and not (lue[-1] == ")" and lue.count("(") >= lue.count(")")):
        lue = lue[:-1]
    return lue


def hote_de(adresse: str) -> str:
    """Its host, in lower case; empty for what is no address."""
    try:
        return (urlsplit(adresse).hostname or "")[:255]
    except ValueError:
        return ""
