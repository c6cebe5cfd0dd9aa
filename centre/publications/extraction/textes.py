"""Plain text and web pages."""

from __future__ import annotations

from html.parser import HTMLParser

from . import CARACTERES_MAX

#: Elements whose text is not read, and those that end a line.
MUETS = frozenset({"script", "style", "template", "noscript", "svg"})
LIGNES = frozenset(
    {
        "p",
        "div",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "li",
        "tr",
        "br",
        "dt",
        "dd",
        "section",
        "article",
        "header",
        "footer",
        "title",
        "blockquote",
        "pre",
    }
)


def texte(octets: bytes) -> str:
    """UTF-8, else what a spreadsheet of the 2000s exports; UTF-16 when it says so."""
    if octets.startswith((b"\xff\xfe", b"\xfe\xff")):
        return octets.decode("utf-16", "replace")
    try:
        return octets.decode("utf-8-sig")
    except UnicodeDecodeError:
        return octets.decode("cp1252", "replace")


class _Page(HTMLParser):
    """Collects text; nesting costs nothing, scripts and styles are skipped."""

    def __init__(self) -> None:
        super().__init__()
        self.morceaux: list[str] = []
        self.metadonnees: dict[str, str] = {}
        self.muets, self.dans_le_titre, self.lus = 0, False, 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        dit = dict(attrs)
        self.muets += tag in MUETS
        self.dans_le_titre = tag == "title"
        if tag in LIGNES:
            self.morceaux.append("\n")
        elif tag == "html" and dit.get("lang"):
            self.metadonnees["langue"] = str(dit["lang"])[:20]
        elif tag == "meta" and (nom := {"author": "auteurs", "date": "date"}.get(str(dit.get("name")).lower())):
            self.metadonnees.setdefault(nom, str(dit.get("content") or "")[:300])

    def handle_endtag(self, tag: str) -> None:
        self.muets = max(0, self.muets - (tag in MUETS))
        self.dans_le_titre = False
        self.morceaux.append("\n" if tag in LIGNES else " " if tag in ("td", "th") else "")

    def handle_data(self, data: str) -> None:
        if self.dans_le_titre:
            self.metadonnees.setdefault("titre", data.strip()[:300])
        if not self.muets and self.lus < CARACTERES_MAX:
            self.morceaux.append(data)
            self.lus += len(data)


def html(octets: bytes) -> tuple[list[str], dict[str, str]]:
    """The words of a web page, as one page, and what its head says of it."""
    page = _Page()
    page.feed(texte(octets))
    return ["".join(page.morceaux)], page.metadonnees
