"""A dossier taken away whole, as one reader may read it: its PDF, and the originals in one ZIP, written as it is sent."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django.utils.html import linebreaks
from django.utils.text import slugify

from centre.catalogue.origine import matiere_de
from centre.courriels.rendu import site
from centre.documents.blocs import blocs
from centre.espaces.acces import Lecteur
from centre.publications.models import Fichier
from centre.publications.texte_riche import html_sur
from centre.registre import catalogue
from centre.temps import date_locale

from ..models import CompteRendu, Tirage
from ..models.elements import Element, Selection
from .editions import donnees_de_l_edition, edition_pour
from .tirages import composer

BLOC = 256 * 1024


@dataclass(frozen=True)
class ALire:
    """A dossier, or an edition of it: what is printed above its items."""

    titre: str
    chapo: str
    texte: str
    mention: str
    selection: Selection


def _libelle(element: Element) -> str:
    """What kind of thing an item is, in words."""
    if element.est_un_lien:
        return "Lien"
    if element.entree is None:
        return "Retiré depuis"
    return catalogue[element.entree.type].libelle if element.entree.type in catalogue else "Texte"


def _adresse(element: Element) -> str:
    return element.adresse if element.est_un_lien or not element.adresse else site() + element.adresse


def mot_des_reserves(selection: Selection) -> str:
    """What is said of the items this reader does not read."""
    if not selection.reserves:
        return ""
    return f"{selection.reserves.capitalize()} documents de ce dossier sont réservés au réseau."


def donnees_du_pdf(lu: ALire, lecteur: Lecteur) -> dict[str, Any]:
    """The data of the PDF: the editorial text, then each item with why it is there and its substance."""
    reserves = mot_des_reserves(lu.selection)
    parties = [{"blocs": blocs(html_sur(lu.texte) + (f"<p>{reserves}</p>" if reserves else ""))}]
    parties += [_partie(element, lecteur) for element in lu.selection.elements]
    return {
        "titre": lu.titre, "surtitre": "Dossier thématique", "sous_titre": lu.chapo, "date": lu.mention,
        "mention": f"{lu.titre}, {lu.mention}", "sommaire": len(parties) > 3, "parties": parties,
    }  # fmt: skip


def _partie(element: Element, lecteur: Lecteur) -> dict[str, Any]:
    adresse = _adresse(element)
    faits = [["Nature", _libelle(element)]]
    if element.entree is not None and element.entree.date:
        faits.append(["Date", date_locale(element.entree.date.date(), "courte")])
    if adresse:
        faits.append(["Adresse", adresse])
    commentaire = linebreaks(element.commentaire, autoescape=True) if element.commentaire else ""
    return {"titre": element.titre, "faits": faits, "blocs": blocs(commentaire + _substance(element, lecteur))}


def _substance(element: Element, lecteur: Lecteur) -> str:
    """What the item says, no more than this reader reads of it."""
    if element.entree is None:
        return ""
    objet = element.entree.objet
    if isinstance(objet, CompteRendu):
        return _edition(objet, lecteur).html()
    return html_sur(matiere_de(element.entree).html)


def _edition(objet: CompteRendu, lecteur: Lecteur) -> Any:
    complet = CompteRendu.objects.complets_pour(lecteur).filter(pk=objet.pk).exists()
    return edition_pour(objet, lecteur, complet=complet)


# --- the originals ---


class _Tampon(io.RawIOBase):
    """What the archive writes, until it is sent: nothing else is held in memory."""

    def __init__(self) -> None:
        self.octets = bytearray()

    def writable(self) -> bool:
        """It is written to."""
        return True

    def write(self, morceau: Any) -> int:
        """Keep until the next ``vider``."""
        self.octets += morceau
        return len(morceau)

    def vider(self) -> bytes:
        """What was written since."""
        sortis = bytes(self.octets)
        self.octets.clear()
        return sortis


def archive(lu: ALire, lecteur: Lecteur, pdf: Tirage) -> Iterator[bytes]:
    """The ZIP, piece by piece: the PDF, the originals each item's reader opens, and a list of what is there, what is not, and why.

    Files are opened one item at a time, when their turn comes: an answer nobody reads opens none.
    """
    tampon, noms = _Tampon(), set[str]()
    contenu: list[str] = []
    with zipfile.ZipFile(tampon, "w", zipfile.ZIP_STORED) as zip_:  # originals are compressed already
        yield from _ecrire(zip_, tampon, f"{slugify(lu.titre)[:60] or 'dossier'}.pdf", pdf.contenu.open("rb"))
        for rang, element in enumerate(lu.selection.elements, 1):
            fichiers = list(_originaux(element, lecteur))
            for fichier, nom in fichiers:
                yield from _ecrire(zip_, tampon, _nom(rang, element.titre, nom, noms), fichier)
            contenu.append(_dire(rang, element, len(fichiers)))
        contenu += filter(None, [mot_des_reserves(lu.selection)])
        sommaire = "\r\n".join([lu.titre, lu.mention, "", *contenu, ""])
        yield from _ecrire(zip_, tampon, "LISEZ-MOI.txt", io.BytesIO(sommaire.encode("utf-8-sig")))
    yield tampon.vider()


def _ecrire(zip_: zipfile.ZipFile, tampon: _Tampon, nom: str, source: Any) -> Iterator[bytes]:
    with source, zip_.open(nom, "w", force_zip64=True) as cible:
        while bloc := source.read(BLOC):
            cible.write(bloc)
            yield tampon.vider()
    yield tampon.vider()


def _originaux(element: Element, lecteur: Lecteur) -> Iterator[tuple[Any, str]]:
    """(open file, name): the files this reader opens, and of a compte rendu the PDF of the edition they read."""
    if element.entree is None:
        return
    objet: Any = element.entree.objet
    if isinstance(objet, CompteRendu):
        edition = _edition(objet, lecteur)
        tirage = composer(format="pdf", donnees=donnees_de_l_edition(edition))
        yield tirage.contenu.open("rb"), "compte-rendu.pdf"
    for fichier in Fichier.objects.visibles_pour(lecteur).sur(objet).dernieres():
        yield fichier.contenu.open("rb"), fichier.nom


def _nom(rang: int, titre: str, nom: str, pris: set[str]) -> str:
    """A sane, unique ASCII name that sorts as the dossier: « 03-titre/fichier.pdf »."""
    chemin = PurePath(nom)
    base, suffixe = (
        slugify(chemin.stem)[:60] or "fichier",
        "".join(c for c in chemin.suffix.lower() if c.isalnum() or c == ".")[:8],
    )
    dossier = f"{rang:02}-{slugify(titre)[:50] or 'element'}"
    essais = [f"{dossier}/{base}{suffixe}", *(f"{dossier}/{base}-{n}{suffixe}" for n in range(2, len(pris) + 3))]
    libre = next(essai for essai in essais if essai not in pris)
    pris.add(libre)
    return libre


def _dire(rang: int, element: Element, nombre: int) -> str:
    """One line of the list."""
    if nombre:
        suite = f"{nombre} fichier{'s' if nombre > 1 else ''}"
    elif element.est_un_lien:
        suite = f"non inclus : page d’un autre site, {element.adresse}"
    elif element.retire:
        suite = "non inclus : retiré depuis"
    else:
        suite = f"non inclus : pas de fichier que vous puissiez ouvrir, à lire sur {_adresse(element)}"
    return f"{rang:02} {element.titre} ({_libelle(element)}) : {suite}"
