"""Stage of the demonstration: thirty comptes rendus of an old site (2004-2008), brought in by the import of the screens.

Every text is fictitious and says so: HTML pages, PDF, and the .doc of the time.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import zipfile
from pathlib import Path, PurePosixPath
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils.html import format_html, format_html_join

from centre.documents import pdf
from centre.membres.models import Import
from centre.membres.operations import imports
from centre.publications import operations as ecriture
from centre.publications.fichiers import detacher, joindre_document
from centre.registre import Demonstration
from centre.tableur import telecharger
from centre.temps import date_locale

from ..fabrique import MENTION
from ..models import Ressource

DONNEES = Path(__file__).parents[1] / "donnees" / "archive.json"
FICHIER = "ancien-site-exemple.zip"
COLONNES = {
    "fichier": "Fichier", "titre": "Titre", "date": "Date", "territoires": "Territoires", "themes": "Thèmes",
    "auteurs": "Auteurs", "espace": "Espace", "ancienne": "Ancienne adresse", "resume": "Résumé",
}  # fmt: skip
AUTEURS = "Équipe de l’ancien centre (exemple)"


def lignes() -> list[dict[str, Any]]:
    """The comptes rendus of the archive, in the order of the file."""
    lues: list[dict[str, Any]] = json.loads(DONNEES.read_text(encoding="utf-8"))
    return lues


def peupler_les_comptes_rendus_repris(demo: Demonstration) -> None:
    """Read, settled, applied by the operations of the screens; what is there already stays."""
    par = demo.acquis["membres"]["animatrice"]
    lu = Import.objects.filter(fichier=FICHIER).first()
    if lu is None:
        lu = imports.preparer(genre="comptes_rendus", nom=FICHIER, fichier=io.BytesIO(archive()), par=par, exemple=True)
        options = lu.options | {"plafond": "ouvert"}
        imports.regler(importation=lu, correspondance=lu.correspondance, options=options, par=par)
    imports.appliquer(importation=lu, par=par)
    imports.poursuivre(importation=lu.pk, par=par)
    for ligne in lu.lignes.creees() if demo.canaris else ():
        notice = Ressource.objects.filter(pk=ligne.object_id).first()
        if notice is not None and not notice.espace.ouvert:
            _marquer(demo, notice, par)


def archive() -> bytes:
    """The ZIP that somebody would have made of the old site: its files, and their table."""
    sortie = io.BytesIO()
    with zipfile.ZipFile(sortie, "w", zipfile.ZIP_DEFLATED) as paquet:
        table = [[str(ligne.get(cle, AUTEURS)) for cle in COLONNES] for ligne in lignes()]
        paquet.writestr("comptes-rendus.csv", telecharger("comptes-rendus.csv", COLONNES.values(), table).content)
        for ligne in lignes():
            paquet.writestr(ligne["fichier"], fabriquer_un_compte_rendu(ligne))
    return sortie.getvalue()


def fabriquer_un_compte_rendu(ligne: dict[str, Any], canari: str = "") -> bytes:
    """Its file, in the format its name says; ``canari`` is added to the text."""
    ou = f"{date_locale(dt.date.fromisoformat(ligne['date']), 'longue')} : {ligne['territoires'].replace(' ; ', ', ')}"
    points = [*ligne["points"], *([canari] if canari else [])]
    return FORMATS[PurePosixPath(ligne["fichier"]).suffix](ligne, ou, points)


def _html(ligne: dict[str, Any], ou: str, points: list[str]) -> bytes:
    """A page as they were written then: accents by their entities, no style."""
    puces = format_html_join("\n", "<li>{}</li>", ((point,) for point in points))
    page = format_html(
        '<html lang="fr"><head><title>{}</title></head>\n<body>\n<h1>{}</h1>\n<p><i>{}</i></p>\n<p>{}</p>\n<ul>\n{}\n</ul>\n<p>{}</p>\n'
        "</body></html>\n",
        ligne["titre"], ligne["titre"], ou, ligne["resume"], puces, MENTION,
    )  # fmt: skip
    return page.encode("ascii", "xmlcharrefreplace")


def _rtf(ligne: dict[str, Any], ou: str, points: list[str]) -> bytes:
    """Rich text named .doc, as many were: any word processor opens it."""
    textes = [rf"\b {_echapper(ligne['titre'])}\b0", *map(_echapper, (ou, ligne["resume"], *points, MENTION))]
    return ("{\\rtf1\\ansi\\ansicpg1252\\deff0 " + "\\par\n".join(textes) + "\\par}").encode("ascii")


def _echapper(texte: str) -> str:
    """RTF's own escapes; what is not ASCII by its number."""
    propre = "".join(f"\\{lettre}" if lettre in "\\{}" else lettre for lettre in texte)
    return "".join(lettre if lettre.isascii() else f"\\u{ord(lettre)}?" for lettre in propre)


def _pdf(ligne: dict[str, Any], ou: str, points: list[str]) -> bytes:
    section = {"titre": "Ce qui s’est dit", "paragraphes": [ligne["resume"]], "puces": points, "tableau": None}
    donnees = {"titre": ligne["titre"], "surtitre": "Compte rendu (exemple)", "sous_titre": ou, "auteurs": [AUTEURS]}
    return pdf.composer("note", donnees | {"date": ligne["date"][:4], "mention": MENTION, "sections": [section]})


FORMATS = {".htm": _html, ".doc": _rtf, ".pdf": _pdf}


@transaction.atomic
def _marquer(demo: Demonstration, notice: Ressource, par: Any) -> None:
    """A reserved one carries its mark in its texts, in its file and in the name of it; asked twice, it is marked once."""
    marque = demo.canari(notice.espace.slug, "ressource", notice.pk)
    if marque in notice.titre:
        return
    texte = notice.version_a_modifier()
    for champ in ("titre", "auteurs", "resume"):
        setattr(texte, champ, getattr(texte, champ) + marque)
    ecriture.enregistrer(publication=texte, par=par, version_lue=notice.latest_revision_id)
    ecriture.publier(publication=notice, par=par)
    canari = demo.canari(notice.espace_fichiers.slug, "fichier", notice.pk).strip()
    for fichier in notice.fichiers:
        ligne = next(ligne for ligne in lignes() if PurePosixPath(ligne["fichier"]).name == fichier.nom)
        nom = PurePosixPath(fichier.nom)
        document = SimpleUploadedFile(f"{nom.stem}-{canari}{nom.suffix}", fabriquer_un_compte_rendu(ligne, canari))
        joindre_document(publication=notice, document=document, par=par, anciens=True)
        detacher(fichier=fichier, par=par)
