"""A notice as others cite it: a sentence, BibTeX, RIS, CSL-JSON, schema.org, and the tags Zotero reads in the page.

Nothing here but what whoever sees the notice reads on its page.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify

from .auteurs import Auteur, lire
from .enums import Type
from .models import Ressource

#: Type of notice → what each format calls it.
_DE_RAPPORT = (Type.RAPPORT, Type.ETUDE)
_BIBTEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "$": r"\$",
        "&": r"\&",
        "#": r"\#",
        "%": r"\%",
        "_": r"\_",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)
#: What would end a script, or start a tag, inside JSON written in a page.
_DANS_LA_PAGE = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def _ligne(texte: str) -> str:
    """On one line, without control characters: these formats are read line by line."""
    return " ".join(re.sub(r"[\x00-\x1f\x7f\x85\u2028\u2029]", " ", texte).split())


def en_phrase(ressource: Ressource, url: str) -> str:
    """« Martin, Claire ; Centre de ressources. Titre. 2e édition. Éditeur, mars 2006. https://… »."""
    auteurs = " ; ".join(_a_l_envers(auteur) for auteur in lire(ressource.auteurs))
    fin = ", ".join(filter(None, [ressource.source, ressource.date_en_mots]))
    morceaux = [_ligne(m).rstrip(".") for m in (auteurs, ressource.titre, ressource.edition, fin) if m]
    return f"{'. '.join(morceaux)}. {url}"


def _a_l_envers(auteur: Auteur) -> str:
    return f"{auteur.famille}, {auteur.prenom}" if auteur.famille else auteur.nom


def _parties(ressource: Ressource) -> list[list[int]]:
    """The date in parts: [[2006, 3]], [[2005], [2008]] for a period."""
    canonique = ressource.periode or str(ressource.annee or "")
    return [[int(n) for n in date.split("-")] for date in canonique.split("/") if date]


def en_bibtex(ressource: Ressource, url: str) -> str:
    """One BibTeX entry, in UTF-8; a structure keeps its braces, so that it is not cut into a family name."""

    def propre(texte: str) -> str:
        return _ligne(texte).translate(_BIBTEX)

    auteurs = lire(ressource.auteurs)
    parties = _parties(ressource)
    noms = [propre(_a_l_envers(a)) if a.famille else f"{{{propre(a.nom)}}}" for a in auteurs]
    champs = {
        "title": propre(ressource.titre),
        "author": " and ".join(noms),
        "year": str(parties[0][0]) if parties else "",
        "month": str(parties[0][1]) if parties and len(parties[0]) > 1 else "",
        "institution" if ressource.type in _DE_RAPPORT else "publisher": propre(ressource.source),
        "edition": propre(ressource.edition),
        "langid": ressource.langue,
        "url": url,
        "abstract": propre(ressource.resume),
    }
    genre = "techreport" if ressource.type in _DE_RAPPORT else "misc"
    lignes = [f"  {nom} = {{{valeur}}}," for nom, valeur in champs.items() if valeur]
    return "\n".join([f"@{genre}{{{_cle(ressource, auteurs)},", *lignes, "}", ""])


def _cle(ressource: Ressource, auteurs: list[Auteur]) -> str:
    """martin2006guide."""
    premier = auteurs[0].famille or auteurs[0].nom if auteurs else ""
    morceaux = (slugify(premier).split("-")[0], str(ressource.annee or ""), slugify(ressource.titre).split("-")[0])
    return "".join(morceaux) or f"notice{ressource.pk}"


def en_ris(ressource: Ressource, url: str) -> str:
    """One RIS reference: a tag, two spaces, a dash, one line each."""
    parties = _parties(ressource)
    date = [f"{n:02d}" if rang else str(n) for rang, n in enumerate(parties[0])] if parties else []
    lignes = [
        ("TY", "RPRT" if ressource.type in _DE_RAPPORT else "GEN"),
        ("TI", ressource.titre),
        *(("AU", _a_l_envers(auteur)) for auteur in lire(ressource.auteurs)),
        ("PY", date[0] if date else ""),
        ("DA", "/".join([*date, "", ""][:3]) + "/" if date else ""),
        ("PB", ressource.source),
        ("ET", ressource.edition),
        ("LA", ressource.langue),
        ("AB", ressource.resume),
        *(("KW", theme.nom) for theme in ressource.themes.all()),
        ("UR", url),
    ]
    ecrites = [f"{balise}  - {_ligne(valeur)}" for balise, valeur in lignes if valeur]
    return "\r\n".join([*ecrites, "ER  - ", ""])


def en_csl(ressource: Ressource, url: str) -> str:
    """CSL-JSON: a list of one item."""
    auteurs = [{"family": a.famille, "given": a.prenom} if a.famille else {"literal": a.nom} for a in lire(ressource.auteurs)]
    fiche: dict[str, Any] = {
        "id": ressource.slug,
        "type": "report" if ressource.type in _DE_RAPPORT else "document",
        "title": ressource.titre,
        "author": auteurs,
        "issued": {"date-parts": parties} if (parties := _parties(ressource)) else None,
        "publisher": ressource.source,
        "edition": ressource.edition,
        "language": ressource.langue,
        "abstract": ressource.resume,
        "keyword": ", ".join(theme.nom for theme in ressource.themes.all()),
        "URL": url,
    }
    return json.dumps([{cle: valeur for cle, valeur in fiche.items() if valeur}], ensure_ascii=False, indent=2)


#: Extension → (MIME type, writer).
FORMATS: dict[str, tuple[str, Callable[[Ressource, str], str]]] = {
    "bib": ("application/x-bibtex", en_bibtex),
    "ris": ("application/x-research-info-systems", en_ris),
    "json": ("application/vnd.citationstyles.csl+json", en_csl),
}


def balises(ressource: Ressource, url: str, pdf: str = "") -> list[tuple[str, str]]:
    """The tags of the page (Highwire, Dublin Core) that Zotero and others read. ``pdf``: the address of one this reader opens."""
    canonique = ressource.periode or str(ressource.annee or "")
    lues = [
        ("citation_title", ressource.titre),
        *(("citation_author", _a_l_envers(auteur)) for auteur in lire(ressource.auteurs)),
        ("citation_publication_date", canonique.partition("/")[0].replace("-", "/")),
        ("citation_publisher", ressource.source),
        ("citation_language", ressource.langue),
        ("citation_abstract_html_url", url),
        ("citation_pdf_url", pdf),
        ("DC.title", ressource.titre),
        *(("DC.creator", auteur.nom) for auteur in lire(ressource.auteurs)),
        ("DC.date", canonique),
        ("DC.language", ressource.langue),
        ("DC.publisher", ressource.source),
        ("DC.rights", ressource.adresse_de_la_licence),
        ("DC.type", "Text"),
        ("DC.description", _ligne(ressource.resume)[:500]),
        ("DC.identifier", url),
    ]
    return [(nom, valeur) for nom, valeur in lues if valeur]


def en_json_ld(ressource: Ressource, url: str) -> SafeString:
    """schema.org, to be written in a ``script`` of type application/ld+json: data, never run."""
    genre = {Type.ARTICLE: "Article", Type.RAPPORT: "Report", Type.ETUDE: "Report"}.get(Type(ressource.type), "CreativeWork")
    auteurs = [{"@type": "Person" if a.famille else "Organization", "name": a.nom} for a in lire(ressource.auteurs)]
    fiche: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": genre,
        "name": ressource.titre,
        "author": auteurs,
        "datePublished": ressource.periode or str(ressource.annee or ""),
        "inLanguage": ressource.langue,
        "license": ressource.adresse_de_la_licence,
        "publisher": {"@type": "Organization", "name": ressource.source} if ressource.source else None,
        "description": _ligne(ressource.resume),
        "keywords": [theme.nom for theme in ressource.themes.all()],
        "isAccessibleForFree": ressource.espace_fichiers.ouvert,
        "url": url,
    }
    texte = json.dumps({cle: v for cle, v in fiche.items() if v not in ("", None, [])}, ensure_ascii=False)
    return mark_safe(texte.translate(_DANS_LA_PAGE))  # noqa: S308  « < », « > » and « & » are escaped just before
