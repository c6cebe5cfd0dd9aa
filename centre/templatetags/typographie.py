"""French typography, done once by a filter and never by authors.

Rules: narrow no-break space before ``; ! ? %``, inside « » and in thousands; no-break space before ``:``, between
day and month, number and unit; curved apostrophe. In HTML only the text changes: tags, attributes, entities,
code, fields of forms, addresses of sites and mails are copied as they are. Applying it twice changes nothing more.
"""

import re
from typing import Any

from django import template
from django.utils.safestring import SafeData, mark_safe

register = template.Library()

FINE = "\N{NARROW NO-BREAK SPACE}"
INSECABLE = "\N{NO-BREAK SPACE}"
_UN_BLANC = f"[ \t\r\n{INSECABLE}{FINE}]"
#: A whole run of blanks, read once however long it is.
_BLANC = rf"(?:(?<!{_UN_BLANC}){_UN_BLANC}+)"
_MOIS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
_UNITES = "h|min|€|k€|M€|km|km²|ha|m²|Ko|Mo|Go"

#: Addresses: copied as they are, in plain text and in HTML. Anchored, so that a very long word costs one reading.
_ADRESSES = r"(?<![\w+.-])(?:[a-z][a-z0-9+.-]{1,20}://[^\s<>\"«»]+|www\.[^\s<>\"«»]+|[\w.+-]{1,64}@[\w-]+\.[\w.-]*\w)"
_ATOMES_TEXTE = re.compile(_ADRESSES, re.IGNORECASE)
_ATOMES_HTML = re.compile(
    r"<(?P<brut>script|style|code|pre|kbd|samp|textarea)\b.*?</(?P=brut)\s*>"
    r"|</?[a-z](?:[^<>\"']|\"[^\"]*\"|'[^']*')*>|<![^<>]*>"
    r"|&(?:\#\w+|\w+);"
    rf"|{_ADRESSES}",
    re.IGNORECASE | re.DOTALL,
)
_APOSTROPHES = {"&#x27;", "&#39;"}


def _milliers(nombre: re.Match[str]) -> str:
    return nombre[0].replace(" ", FINE).replace(INSECABLE, FINE)


def _telephone(numero: re.Match[str]) -> str:
    return numero[0].replace(" ", INSECABLE)


#: (what is found, what replaces it), applied in this order.
_REGLES = tuple(
    (re.compile(motif), par)
    for motif, par in (
        (r"(?<=[^\W\d])'(?=[\w«])", "’"),
        (rf"«{_UN_BLANC}*", f"«{FINE}"),
        (rf"{_BLANC}?»", f"{FINE}»"),
        (rf"{_BLANC}(?=[;!?%](?!\w))", FINE),
        (r"(?<=[\w»)\]’…])(?=[;!?]+(?:\s|$|[»)]))", FINE),
        (r"(?<=\d)(?=%(?!\w))", FINE),
        (rf"{_BLANC}:(?=\s|$)", f"{INSECABLE}:"),
        (r"(?<=[^\W\d]):(?=\s)", f"{INSECABLE}:"),
        (rf"(?<![\d,.\-/])\d{{1,3}}(?:[ {INSECABLE}]\d{{3}})+(?![\d-])", _milliers),
        (r"(?<!\d)0\d(?: \d\d){4}(?!\d)", _telephone),
        (rf"(?<!\w)(\d{{1,2}}|1er) (?=(?:{_MOIS})\b)", rf"\1{INSECABLE}"),
        (rf"(?<=\d) (?=(?:{_UNITES})(?!\w))", INSECABLE),
        (rf"(?<=\d{INSECABLE}h) (?=\d\d(?!\d))", INSECABLE),
        (r"(?<=\bn°) (?=\d)", INSECABLE),
    )
)


@register.filter
def typo(valeur: object) -> str:
    """Return ``valeur`` with French typography; safe HTML stays safe, plain text stays to be escaped.

    Example: ``{{ titre|typo }}`` or ``{% filter typo %}…{% endfilter %}`` around a piece of page.
    """
    if isinstance(valeur, SafeData):
        # Only spaces and apostrophes of the text change: what was safe stays so.
        return mark_safe(_hors_atomes(str(valeur), _ATOMES_HTML))  # noqa: S308
    return _hors_atomes(str(valeur), _ATOMES_TEXTE)


@register.filter
def pluralize(nombre: Any, terminaisons: str = "s") -> str:
    """Django's filter of that name, in French: 0 and 1 are singular. ``{{ n }} lien{{ n|pluralize }}``, ``|pluralize:"lit,lisent"``."""
    singulier, _, pluriel = terminaisons.rpartition(",")
    return pluriel if abs(_nombre(nombre)) >= 2 else singulier


def _nombre(quoi: Any) -> float:
    """What is counted, from digits or from a list; 0 for nothing."""
    if hasattr(quoi, "__len__") and not isinstance(quoi, str):
        return len(quoi)
    try:
        return float(quoi)
    except (TypeError, ValueError):
        return 0


def compter(nombre: int, mot: str) -> str:
    """``3 lignes``, ``0 ligne``: a number and its word."""
    return f"{nombre} {mot}{pluralize(nombre)}"


def _hors_atomes(texte: str, atomes: re.Pattern[str]) -> str:
    """Apply the rules to what lies between the atoms, and copy the atoms."""
    morceaux, debut = [], 0
    for atome in atomes.finditer(texte):
        morceaux.append(_corriger(texte[debut : atome.start()]))
        morceaux.append("’" if _elision(texte, atome) else atome[0])
        debut = atome.end()
    morceaux.append(_corriger(texte[debut:]))
    return "".join(morceaux)


def _elision(texte: str, atome: re.Match[str]) -> bool:
    """Say whether the atom is an apostrophe escaped by Django, between two letters."""
    if atome[0] not in _APOSTROPHES:
        return False
    return texte[atome.start() - 1 : atome.start()].isalpha() and texte[atome.end() : atome.end() + 1].isalnum()


def _corriger(texte: str) -> str:
    if not texte or texte.isspace():
        return texte
    for motif, par in _REGLES:
        texte = motif.sub(par, texte)
    return texte
