"""The rich text members write: one list of what it may hold, for the editor, the sanitiser and the plain text fallback.

Without JavaScript the field is a textarea of plain text: paragraphs separated by an empty line, lists by « - ».
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
assainir = create_sanitizer(EXTENSIONS)


def en_texte(contenu: str) -> str:
    """HTML as the plain text a person would type: blank lines between paragraphs, « - » before list items."""
    texte = re.sub(r"<br\s*/?>", "\n", contenu)
    texte = re.sub(r"<li[^>]*>\s*(<p[^>]*>)?", "\n- ", texte)
    texte = re.sub(r"</(p|h\d|blockquote|ul|ol)>", "\n\n", texte)
    texte = html.unescape(strip_tags(texte))
    texte = "\n".join(ligne.strip() for ligne in texte.splitlines())
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"\n\n+(?=- )", "\n", texte)).strip()


def en_html(texte: str) -> str:
    """The reverse: escaped paragraphs and lists."""
    blocs = []
    for bloc in re.split(r"\n\s*\n", texte.replace("\r\n", "\n").strip()):
        lignes = [ligne.strip() for ligne in bloc.split("\n") if ligne.strip()]
        puces = [ligne[2:] for ligne in lignes if ligne.startswith("- ")]
        autres = [escape(ligne) for ligne in lignes if not ligne.startswith("- ")]
        if autres:
            blocs.append(f"<p>{'<br>'.join(autres)}</p>")
        if puces:
            blocs.append("<ul>" + "".join(f"<li><p>{escape(p)}</p></li>" for p in puces) + "</ul>")
    return "".join(blocs)


def html_sur(contenu: str) -> SafeString:
    """Stored HTML, sanitised again on the way out, safe to print."""
    return mark_safe(assainir(contenu))  # noqa: S308  nh3 with the list above


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
        return assainir(origine) if origine and en_texte(origine) == normale else en_html(normale)


class ChampDeTexteRiche(ProseEditorField):
    """A model field of rich text, sanitised at each validation."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("extensions", dict(EXTENSIONS))
        kwargs.setdefault("sanitize", True)
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs: Any) -> Any:
        """Uses our widget."""
        return super().formfield(**({"widget": EditeurDeTexte} | kwargs))
