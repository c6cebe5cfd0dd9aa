"""A dossier taken away whole, as one reader may read it: its PDF, and the originals in one ZIP, written as it is sent."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from django.utils.html import linebreaks
from django.utils.text import slugify

from centre.catalogue.models import Entree
from centre.catalogue.origine import substances
from centre.courriels.rendu import site
from centre.documents.blocs import blocs
from centre.espaces.acces import Lecteur
from centre.publications.models import Fichier
from centre.publications.texte_riche import html_sur
from centre.registre import catalogue
from centre.temps import date_locale

from ..models import CompteRendu, Dossier, EditionDeDossier, Tirage
from ..models.elements import Element, Selection, selection
from .editions import Edition, editions_pour, lus_en_entier, recette_de_l_edition
from .tirages import Recette

BLOC = 256 * 1024


Cle = tuple[int, int]


@dataclass(frozen=True)
class ALire:
    """A dossier, or an edition of it, as one reader reads it: what is printed above its items, then what they read of these.

    ``editions``, ``textes``, ``fichiers``: by object (content type, pk); of a compte rendu an edition, of the others a text (HTML).
    """

    titre: str
    chapo: str
    texte: str
    mention: str
    selection: Selection
    editions: dict[Cle, Edition]
    textes: dict[Cle, str]
    fichiers: dict[Cle, list[Fichier]]


def a_lire(objet: Dossier | EditionDeDossier, lecteur: Lecteur) -> ALire:
    """All that ``lecteur`` takes away of what they read: as many queries for one item of each type as for many."""
    figee = isinstance(objet, EditionDeDossier)
    date = date_locale(objet.jour if isinstance(objet, EditionDeDossier) else timezone.localdate(), "courte")
    choix = selection(objet, lecteur)
    lues = {_cle(e.entree): e.entree for e in choix.elements if e.entree is not None}
    editions = _editions(lues, lecteur)
    autres = [entree for cle, entree in lues.items() if cle not in editions]
    html = substances(autres)
    return ALire(
        objet.titre, objet.chapo, objet.texte, f"édition du {date}" if figee else f"état au {date}", choix,
        editions, {_cle(entree): html[entree.pk] for entree in autres}, _fichiers(lues, lecteur),
    )  # fmt: skip


def _cle(entree: Entree) -> Cle:
    return entree.content_type_id, entree.object_id


def _editions(lues: dict[Cle, Entree], lecteur: Lecteur) -> dict[Cle, Edition]:
    type_ = ContentType.objects.get_for_model(CompteRendu).pk
    objets = CompteRendu.objects.filter(pk__in=[pk for t, pk in lues if t == type_]).select_related("jeudi")
    editions = editions_pour(list(objets), lecteur, complets=lus_en_entier(lecteur)) if objets else []
    return {(type_, edition.compte_rendu.pk): edition for edition in editions}


def _fichiers(lues: dict[Cle, Entree], lecteur: Lecteur) -> dict[Cle, list[Fichier]]:
    fichiers: dict[Cle, list[Fichier]] = {}
    ouverts = Fichier.objects.visibles_pour(lecteur).dernieres().filter(object_id__in={pk for _, pk in lues})
    for fichier in ouverts:
        if (cle := (fichier.content_type_id, fichier.object_id)) in lues:
            fichiers.setdefault(cle, []).append(fichier)
    return fichiers


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


def recettes(lu: ALire, *, originaux: bool) -> list[Recette]:
    """The PDF of the dossier, then, with its originals, those of its comptes rendus."""
    source: list[Any] = [lu.titre, lu.chapo, lu.texte, lu.mention, mot_des_reserves(lu.selection)]
    source += [[*_tete(element), element.commentaire, _source(element, lu)] for element in lu.selection.elements]
    tout = Recette("pdf", source, lambda: donnees_du_pdf(lu))
    return [tout, *(recette_de_l_edition(edition, "pdf") for edition in lu.editions.values() if originaux)]


def _source(element: Element, lu: ALire) -> Any:
    if element.entree is None:
        return ""
    cle = _cle(element.entree)
    return lu.editions[cle].source() if cle in lu.editions else lu.textes[cle]


def donnees_du_pdf(lu: ALire) -> dict[str, Any]:
    """The data of the PDF: the editorial text, then each item with why it is there and its substance."""
    reserves = mot_des_reserves(lu.selection)
    parties = [{"blocs": blocs(html_sur(lu.texte) + (f"<p>{reserves}</p>" if reserves else ""))}]
    parties += [_partie(element, lu) for element in lu.selection.elements]
    return {
        "titre": lu.titre, "surtitre": "Dossier thématique", "sous_titre": lu.chapo, "date": lu.mention,
        "mention": f"{lu.titre}, {lu.mention}", "sommaire": len(parties) > 3, "parties": parties,
    }  # fmt: skip


def _tete(element: Element) -> tuple[str, list[list[str]]]:
    """The title of an item, and what is known of it at once."""
    adresse = _adresse(element)
    faits = [["Nature", _libelle(element)]]
    if element.entree is not None and element.entree.date:
        faits.append(["Date", date_locale(element.entree.date.date(), "courte")])
    if adresse:
        faits.append(["Adresse", adresse])
    return element.titre, faits


def _partie(element: Element, lu: ALire) -> dict[str, Any]:
    titre, faits = _tete(element)
    commentaire = linebreaks(element.commentaire, autoescape=True) if element.commentaire else ""
    return {"titre": titre, "faits": faits, "blocs": blocs(commentaire + _substance(element, lu))}


def _substance(element: Element, lu: ALire) -> str:
    """What the item says, no more than this reader reads of it."""
    if element.entree is None:
        return ""
    cle = _cle(element.entree)
    return lu.editions[cle].html() if cle in lu.editions else html_sur(lu.textes[cle])


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


def archive(lu: ALire, tirages: Sequence[Tirage]) -> Iterator[bytes]:
    """The ZIP, piece by piece: the PDF, the originals its reader opens, and a list of what is there, what is not, and why.

    ``tirages``: the files of ``recettes(lu, originaux=True)``.

    Files are opened one item at a time, when their turn comes: an answer nobody reads opens none.
    """
    tampon, noms = _Tampon(), set[str]()
    contenu: list[str] = []
    rendus = dict(zip(lu.editions, tirages[1:], strict=True))
    with zipfile.ZipFile(tampon, "w", zipfile.ZIP_STORED) as zip_:  # originals are compressed already
        yield from _ecrire(zip_, tampon, f"{slugify(lu.titre)[:60] or 'dossier'}.pdf", tirages[0].contenu.open("rb"))
        for rang, element in enumerate(lu.selection.elements, 1):
            fichiers = list(_originaux(element, lu, rendus))
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


def _originaux(element: Element, lu: ALire, rendus: dict[Cle, Tirage]) -> Iterator[tuple[Any, str]]:
    """(open file, name): the files this reader opens, and of a compte rendu the PDF of the edition they read."""
    if element.entree is None:
        return
    cle = _cle(element.entree)
    if cle in rendus:
        yield rendus[cle].contenu.open("rb"), "compte-rendu.pdf"
    for fichier in lu.fichiers.get(cle, ()):
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
