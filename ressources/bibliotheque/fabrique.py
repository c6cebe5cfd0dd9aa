"""Real files for the demonstration's resources: tagged PDF, DOCX and ODT made of the lines of ``donnees/saison.json``.

Every text of a line is fictitious and says so. A line of format « lien » has no file.
"""

import json
from pathlib import Path
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from centre.documents import bureautique, pdf

DONNEES = Path(__file__).parent / "donnees" / "saison.json"
PDF = "application/pdf"
MENTION = "Exemple pour la démonstration : auteurs et situations fictifs"
#: What is printed above the title, by type of resource.
TYPES = {
    "guide": "Guide", "etude": "Étude", "rapport": "Rapport", "support": "Support de Jeudi",
    "fiche": "Fiche", "outil": "Outil", "article": "Article", "cr": "Compte rendu",
}  # fmt: skip


def lignes() -> list[dict[str, Any]]:
    """Return the resources of the season, in the order of the file."""
    contenu: list[dict[str, Any]] = json.loads(DONNEES.read_text(encoding="utf-8"))
    return contenu


def fabriquer(ligne: dict[str, Any], canari: str = "") -> tuple[str, bytes, str]:
    """Return the name, content and media type of the file of ``ligne``; ``canari`` is added to the text and to the name.

    Raises ValueError for a line without a file, and what ``centre.documents`` raises.
    """
    format_, sections = ligne["format"], _sections(ligne, canari)
    nom = "-".join(filter(None, (ligne["cle"], canari))) + f".{format_}"
    if format_ == "pdf":
        return nom, _pdf(ligne, sections), PDF
    if format_ in bureautique.MIMES:
        fichier = bureautique.composer(_html(ligne, sections), titre=ligne["titre"], format=format_)
        return nom, fichier, bureautique.MIMES[format_]
    raise ValueError(f"Pas de fichier pour « {ligne['cle']} » ({format_})")


def _sections(ligne: dict[str, Any], canari: str) -> list[dict[str, Any]]:
    """The sections as written, then one per ``fiches`` on the pattern ``modele``, then the canari alone on its line."""
    sections = [dict(section) for section in ligne["sections"]]
    sections += [_fiche(ligne["modele"], fiche) for fiche in ligne.get("fiches", [])]
    if canari and sections:
        sections[-1]["paragraphes"] = [*sections[-1]["paragraphes"], canari]
    return sections


def _fiche(modele: dict[str, Any], fiche: dict[str, str]) -> dict[str, Any]:
    paragraphes = [paragraphe.format_map(fiche) for paragraphe in modele["paragraphes"]]
    return {"titre": fiche["nom"], "paragraphes": paragraphes, "tableau": modele["tableau"]}


def _surtitre(ligne: dict[str, Any]) -> str:
    return f"{TYPES[ligne['type']]} (exemple)"


def _pdf(ligne: dict[str, Any], sections: list[dict[str, Any]]) -> bytes:
    donnees = {
        "titre": ligne["titre"], "surtitre": _surtitre(ligne), "sous_titre": ligne["resume"], "auteurs": ligne["auteurs"],
        "date": str(ligne["annee"]), "mention": MENTION, "sections": sections,
        **{option: ligne.get(option, False) for option in ("couverture", "livret", "saut", "sommaire")},
    }  # fmt: skip
    return pdf.composer("support" if ligne["type"] == "support" else "note", donnees)


def _html(ligne: dict[str, Any], sections: list[dict[str, Any]]) -> SafeString:
    tete = format_html(
        "<p>{} · {} · {}</p><p><strong>{}</strong></p>",
        _surtitre(ligne), ", ".join(ligne["auteurs"]), ligne["annee"], ligne["resume"],
    )  # fmt: skip
    corps = format_html_join("", "{}", ((_html_section(section),) for section in sections))
    return format_html("{}{}<hr><p><em>{}</em></p>", tete, corps, MENTION)


def _html_section(section: dict[str, Any]) -> SafeString:
    paragraphes = format_html_join("", "<p>{}</p>", ((texte,) for texte in section["paragraphes"]))
    puces = format_html_join("", "<li><p>{}</p></li>", ((texte,) for texte in section.get("puces", [])))
    liste = format_html("<ul>{}</ul>", puces) if puces else ""
    return format_html("<h1>{}</h1>{}{}{}", section["titre"], paragraphes, liste, _html_tableau(section.get("tableau")))


def _html_tableau(tableau: dict[str, Any] | None) -> SafeString | str:
    if tableau is None:
        return ""
    tete = format_html_join("", "<th>{}</th>", ((mot,) for mot in tableau["entetes"]))
    rangs = (format_html_join("", "<td>{}</td>", ((mot,) for mot in ligne)) for ligne in tableau["lignes"])
    corps = format_html_join("", "<tr>{}</tr>", ((rang,) for rang in rangs))
    return format_html("<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>", tete, corps)
