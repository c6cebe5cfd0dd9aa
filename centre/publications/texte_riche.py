"""The rich text members write: one list of what it may hold, for the editor, the sanitiser and the plain text fallback.

Without JavaScript the field is a textarea of plain text: paragraphs separated by an empty line; the signs of ``en_texte``
for the rest.
"""

from __future__ import annotations

import html
import re
from typing import Any

from django.utils.html import escape, strip_tags
from django.utils.safestring import SafeString, mark_safe
from django_prose_editor.fields import ProseEditorField, create_sanitizer
from django_prose_editor.widgets import ProseEditorWidget
from js_asset import Media, Script

EXTENSIONS: dict[str, Any] = {
    "Bold": True,
    "Italic": True,
    "BulletList": True,
    "OrderedList": {"enableListAttributes": False},
    "ListItem": True,
    "Blockquote": True,
    "Heading": {"levels": [3, 4]},
    "Link": {"enableTarget": False},
    "HardBreak": True,
    "NoSpellCheck": False,
    # Buttons only: the editor's own menu of block types cannot be opened from the keyboard.
    "Menu": {"groups": [{"group": g} for g in ("marks", "headings", "lists", "nodes -blockType -lists", "link", "history")]},
}
#: The same, with passages that may be marked *réservé* (class ``reserve``): for a text that has two editions.
EXTENSIONS_A_DEUX_EDITIONS: dict[str, Any] = EXTENSIONS | {
    "NodeClass": {
        "cssClasses": {
            noeud: [{"className": "reserve", "title": "Réservé"}] for noeud in ("paragraph", "heading", "listItem", "blockquote")
        }
    }
}
assainir = create_sanitizer(EXTENSIONS)
_assainir_avec_classes = create_sanitizer(EXTENSIONS_A_DEUX_EDITIONS)


def assainir_deux_editions(contenu: str) -> str:
    """``assainir``, keeping the mark *réservé* and no other class."""
    return re.sub(r' class="(?!reserve")[^"]*"', "", _assainir_avec_classes(contenu))


#: What a passage kept out of the public edition is called in plain text, and its class in HTML.
RESERVE = "reserve"
_SIGNE_RESERVE = "[réservé] "
_SIGNES = {"h3": "## ", "h4": "### ", "blockquote": "> "}


def en_texte(contenu: str) -> str:
    """HTML as the plain text a person would type.

    Blank lines between paragraphs, « - » before list items, « ## » before titles, « > » before quotations, « [réservé] » before
    a passage marked so.
    """
    texte = re.sub(r"<br\s*/?>", "\n", contenu)
    texte = re.sub(r"<(blockquote|li)([^>]*)>\s*<p[^>]*>", r"<\1\2>", texte)
    texte = re.sub(r"</p>\s*</(blockquote|li)>", r"</\1>", texte)
    texte = re.sub(r"<(p|h3|h4|blockquote|li)([^>]*)>", _ouvrir, texte)
    texte = re.sub(r"</(p|h\d|blockquote|ul|ol)>", "\n\n", texte)
    texte = html.unescape(strip_tags(texte))
    texte = "\n".join(ligne.strip() for ligne in texte.splitlines())
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"\n\n+(?=- )", "\n", texte)).strip()


def _ouvrir(balise: re.Match[str]) -> str:
    reserve = _SIGNE_RESERVE if RESERVE in balise[2] else ""
    return f"\n- {reserve}" if balise[1] == "li" else reserve + _SIGNES.get(balise[1], "")


def en_html(texte: str) -> str:
    """The reverse: escaped paragraphs, titles, quotations and lists."""
    blocs = []
    for bloc in re.split(r"\n\s*\n", texte.replace("\r\n", "\n").strip()):
        lignes = [ligne.strip() for ligne in bloc.split("\n") if ligne.strip()]
        autres = [ligne for ligne in lignes if not ligne.startswith("- ")]
        puces = [ligne[2:] for ligne in lignes if ligne.startswith("- ")]
        if autres:
            blocs.append(_paragraphe("\n".join(autres)))
        if puces:
            blocs.append("<ul>" + "".join(_puce(puce) for puce in puces) + "</ul>")
    return "".join(blocs)


def _reserve(texte: str) -> tuple[str, str]:
    """The class attribute a passage asks for, and the passage without its sign."""
    if texte.startswith(_SIGNE_RESERVE):
        return f' class="{RESERVE}"', texte.removeprefix(_SIGNE_RESERVE)
    return "", texte


def _paragraphe(texte: str) -> str:
    classe, texte = _reserve(texte)
    for balise, signe in sorted(_SIGNES.items(), key=lambda paire: -len(paire[1])):
        if texte.startswith(signe):
            dedans = escape(texte.removeprefix(signe)).replace("\n", "<br>")
            return (
                f"<{balise}{classe}><p>{dedans}</p></{balise}>"
                if balise == "blockquote"
                else f"<{balise}{classe}>{dedans}</{balise}>"
            )
    return f"<p{classe}>{escape(texte).replace(chr(10), '<br>')}</p>"


def _puce(texte: str) -> str:
    classe, texte = _reserve(texte)
    return f"<li{classe}><p>{escape(texte)}</p></li>"


def html_sur(contenu: str) -> SafeString:
    """Stored HTML, sanitised again on the way out, safe to print."""
    return mark_safe(assainir_deux_editions(contenu))  # noqa: S308  nh3 with the list above


class EditeurDeTexte(ProseEditorWidget):
    """Prints plain text; ``texte-riche.js`` puts the HTML in its place before the editor starts, and says so to the server."""

    template_name = "composants/texte_riche.html"

    @property
    def media(self) -> Any:
        """Our module first: the editor must find the HTML already there."""
        return Media(js=[Script("js/texte-riche.js", type="module")]) + super().media

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Adds the HTML beside the plain text."""
        contenu = value or ""
        contexte = super().get_context(name, en_texte(contenu) if contenu.lstrip().startswith("<") else contenu, attrs)
        contexte["widget"]["html"] = contenu if contenu.lstrip().startswith("<") else en_html(contenu)
        contexte["widget"]["attrs"].setdefault("rows", 8)
        return contexte

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """HTML whichever way it was typed; plain text left as it was keeps the HTML it came from."""
        valeur = data.get(name)
        if valeur is None or data.get(f"{name}-format") == "html":
            return valeur
        origine = data.get(f"{name}-origine", "")
        normale = valeur.replace("\r\n", "\n").strip()
        return assainir_deux_editions(origine) if origine and en_texte(origine) == normale else en_html(normale)


class ChampDeTexteRiche(ProseEditorField):
    """A model field of rich text, sanitised at each validation."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("extensions", dict(EXTENSIONS))
        kwargs.setdefault("sanitize", True)
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs: Any) -> Any:
        """Uses our widget."""
        return super().formfield(**({"widget": EditeurDeTexte} | kwargs))
