"""PDF: text by page, pictures of the first pages, what a screen reader will find in it; scans are read when tesseract is there."""

from __future__ import annotations

import ctypes
import re
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as brut

from . import PAGES_MAX, Lecture, Protege
from .ocr import Reconnaissance

COTE_VIGNETTE, COTE_APERCU, APERCUS = 480, 1000, 6
#: A page with fewer characters is looked at as a picture.
PRESQUE_RIEN = 4
#: Characters of the first page whose size is measured.
TETE = 2500


def lire_pdf(chemin: Path, dossier: Path) -> Lecture:
    """Raises Protege for a password, ValueError for a broken file."""
    try:
        document = pdfium.PdfDocument(chemin)
    except pdfium.PdfiumError as erreur:
        raise (Protege if "password" in str(erreur).lower() else ValueError)(str(erreur)) from erreur
    pages, images, metadonnees, reconnaissance = [], [], _metadonnees(document), Reconnaissance(dossier)
    for n in range(min(len(document), PAGES_MAX)):
        page = document[n]
        mots = page.get_textpage()
        pages.append(mots.get_text_bounded())
        if n == 0:
            metadonnees["en_tete"] = _plus_grands(mots)
            _dessiner(page, COTE_VIGNETTE, dossier / "vignette.jpg")
        if n < APERCUS:
            _dessiner(page, COTE_APERCU, dossier / f"apercu-{n + 1}.jpg")
        images.append(len(pages[n].strip()) < PRESQUE_RIEN and _a_une_image(page))
        mots.close()
        page.close()
    avait_du_texte = any(page.strip() for page in pages)
    for n, image in enumerate(images):
        if image:
            pages[n] = reconnaissance.lire(document, n) or pages[n]
    lecture = Lecture(pages, metadonnees=metadonnees, accessibilite=_accessibilite(document, metadonnees, avait_du_texte))
    if not avait_du_texte and any(images):
        lecture.etat = "reconnu" if any(page.strip() for page in pages) else "numerise"
    return lecture


def _dessiner(page: Any, cote: int, cible: Path) -> None:
    image = page.render(scale=cote / max(page.get_size())).to_pil().convert("RGB")
    image.save(cible, "JPEG", quality=82)


def _a_une_image(page: Any) -> bool:
    return any(True for _ in page.get_objects(filter=(brut.FPDF_PAGEOBJ_IMAGE,), max_depth=3))


def _metadonnees(document: Any) -> dict[str, Any]:
    dites = document.get_metadata_dict(skip_empty=True)
    date = re.match(r"D:(\d{4})(\d\d)?(\d\d)?", dites.get("CreationDate", ""))
    lues = {"titre": dites.get("Title", ""), "auteurs": dites.get("Author", ""), "langue": _langue(document)}
    lues["date"] = "-".join(filter(None, date.groups())) if date else ""
    return {nom: valeur.strip()[:300] for nom, valeur in lues.items() if valeur.strip()}


def _langue(document: Any) -> str:
    """The language the catalog declares (« fr-FR »), or nothing."""
    taille = brut.FPDFCatalog_GetLanguage(document.raw, None, 0)
    if not 2 < taille < 200:
        return ""
    tampon = ctypes.create_string_buffer(taille)
    brut.FPDFCatalog_GetLanguage(document.raw, ctypes.cast(tampon, ctypes.POINTER(brut.FPDF_WCHAR)), taille)
    return tampon.raw[: taille - 2].decode("utf-16-le", "ignore")


def _accessibilite(document: Any, metadonnees: dict[str, Any], texte: bool) -> dict[str, Any]:
    return {
        "balise": bool(brut.FPDFCatalog_IsTagged(document.raw)),
        "texte": texte,
        "titre": bool(metadonnees.get("titre")),
        "langue": metadonnees.get("langue", ""),
    }


def _plus_grands(mots: Any) -> str:
    """The words written largest on a page: its title, most of the time. A hyphen at the end of a line is kept as it is."""
    boite, tailles = brut.FS_RECTF(), []
    texte = ""
    for n in range(min(mots.count_chars(), TETE)):
        lettre = chr(brut.FPDFText_GetUnicode(mots.raw, n))
        haut = brut.FPDFText_GetLooseCharBox(mots.raw, n, boite)
        tailles.append(round(abs(boite.top - boite.bottom), 1) if haut and not lettre.isspace() else None)
        texte += lettre
    grandes = [taille for taille in tailles if taille]
    if not grandes or max(grandes) < 1.15 * sorted(grandes)[len(grandes) // 2]:
        return ""
    seuil = max(grandes) - 0.6
    gardees = [
        lettre if taille and taille >= seuil else " " if taille is None else "\0"
        for lettre, taille in zip(texte, tailles, strict=True)
    ]
    plus_long = max("".join(gardees).split("\0"), key=lambda morceau: len(morceau.strip()))
    return " ".join(plus_long.split())[:300]
