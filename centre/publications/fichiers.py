"""Writes on the files of a publication."""

from __future__ import annotations

import errno
import hashlib
from functools import partial
from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from centre.journal.operations import consigner
from centre.registre import annoncer
from centre.taches import differer

from .acces import exiger, peut_modifier
from .extraction import WORD_97
from .images import recoder
from .models import Fichier, Publication, chemin_du_fichier
from .operations import etat_des_fichiers, verrouiller
from .versions import reprendre_la_precedente, succeder


def joindre_photo(*, publication: Publication, photo: Any, par: Any, description: str = "") -> Fichier:
    """Keep an uploaded photo, re-encoded, with the espace and state of its publication.

    The same photo sent twice (double click, lost answer) is one file. Raises ValidationError (not a photo), PermissionDenied.
    """
    recodee = recoder(photo)
    empreinte = hashlib.sha256(recodee.grande).hexdigest()
    with transaction.atomic():
        vivante = verrouiller(publication)
        exiger(peut_modifier(vivante, par))
        deja = Fichier.objects.sur(vivante).filter(empreinte=empreinte).first()
        if deja is not None:
            return deja
        fichier = Fichier(publication=vivante, **etat_des_fichiers(vivante))
        fichier.nom = PurePath(photo.name or "photo").stem[:190] + ".jpg"
        fichier.description, fichier.type_mime, fichier.empreinte = description, "image/jpeg", empreinte
        fichier.taille, fichier.largeur, fichier.hauteur = len(recodee.grande), recodee.largeur, recodee.hauteur
        fichier.contenu.save("contenu", ContentFile(recodee.grande), save=False)
        fichier.vignette.save("vignette", ContentFile(recodee.vignette), save=False)
        fichier.save()
        consigner(acteur=par, verbe="fichier.joindre", objet=vivante, details={"fichier": str(fichier.cle)})
    return fichier


#: What may be deposited: extension to MIME type, and the bytes such a file begins with (none: any).
TYPES: dict[str, tuple[str, tuple[bytes, ...]]] = {
    "pdf": ("application/pdf", (b"%PDF-",)),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", (b"PK",)),
    "odt": ("application/vnd.oasis.opendocument.text", (b"PK",)),
    "pptx": ("application/vnd.openxmlformats-officedocument.presentationml.presentation", (b"PK",)),
    "odp": ("application/vnd.oasis.opendocument.presentation", (b"PK",)),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", (b"PK",)),
    "ods": ("application/vnd.oasis.opendocument.spreadsheet", (b"PK",)),
    "rtf": ("application/rtf", (b"{\\rtf",)),
    "csv": ("text/csv", ()),
    "txt": ("text/plain", ()),
    "html": ("text/html", ()),
    "htm": ("text/html", ()),
    "zip": ("application/zip", (b"PK",)),
}
#: How a document begins that an office suite encrypted, or wrote before 2007.
COFFRE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: What a « .doc » may be, by its first bytes. Taken when a whole folder is brought in: nobody will save hundreds again.
ANCIENS = ((COFFRE, WORD_97), (b"{\\rtf", "application/rtf"), (b"<", "text/html"))
DOCUMENT_MAX = 50 * 1024 * 1024


def reconnaitre(document: Any, *, anciens: bool = False) -> str:
    """The MIME type of an uploaded document.

    Raises ValidationError, in French: empty, too heavy, unknown, not what its name says.
    """
    document.seek(0)
    tete = document.read(1024)
    document.seek(0)
    return reconnaitre_le_debut(document.name or "", document.size, tete, anciens=anciens)


def reconnaitre_le_debut(nom: str, taille: int, tete: bytes, *, anciens: bool = False) -> str:
    """The same, of a document that is not at hand: its name, its weight, its first bytes. ``anciens``: « .doc » too."""
    extension = PurePath(nom).suffix.lower().lstrip(".")
    if taille == 0:
        raise ValidationError("Ce fichier est vide.")
    if taille > DOCUMENT_MAX:
        raise ValidationError(f"Ce fichier dépasse {DOCUMENT_MAX // 1024**2} Mo. Réduisez-le, ou mettez un lien.")
    if anciens and extension == "doc":
        mime = next((mime for debut, mime in ANCIENS if tete.lstrip().startswith(debut)), "")
        if not mime:
            raise ValidationError("Ce fichier s’appelle .doc mais n’en est pas un.")
        return mime
    if extension not in TYPES:
        raise ValidationError(f"Ce format n’est pas accepté. Sont acceptés : {', '.join(TYPES)}.")
    type_mime, debuts = TYPES[extension]
    if tete.startswith(COFFRE) and b"PK" in debuts:
        raise ValidationError(
            "Ce fichier est protégé par un mot de passe, ou d’un format d’avant 2007. Enregistrez-le sans l’un ni l’autre."
        )
    if debuts and not any(debut in tete for debut in debuts):
        raise ValidationError(f"Ce fichier s’appelle .{extension} mais n’en est pas un. Enregistrez-le de nouveau au bon format.")
    return type_mime


def joindre_document(
    *,
    publication: Publication,
    document: Any,
    par: Any,
    description: str = "",
    remplace: Fichier | None = None,
    anciens: bool = False,
) -> Fichier:
    """Keep an uploaded document as it is, as the next version of ``remplace`` if given; a job reads its text.

    The same one sent twice is one file. ``anciens``: old Word files are taken too.

    Raises ValidationError (see ``reconnaitre``), PermissionDenied.
    """
    type_mime = reconnaitre(document, anciens=anciens)
    h = hashlib.sha256()
    for bloc in document.chunks():
        h.update(bloc)
    document.seek(0)
    with transaction.atomic():
        vivante = verrouiller(publication)
        exiger(peut_modifier(vivante, par))
        deja = Fichier.objects.sur(vivante).filter(empreinte=h.hexdigest()).first()
        if deja is not None:
            return deja
        fichier = Fichier(publication=vivante, **etat_des_fichiers(vivante))
        fichier.nom, fichier.description = PurePath(document.name).name[-200:], description[:250]
        fichier.type_mime, fichier.taille, fichier.empreinte = type_mime, document.size, h.hexdigest()
        fichier.contenu.name = _poser(fichier, document)
        fichier.save()
        consigner(acteur=par, verbe="fichier.joindre", objet=vivante, details={"fichier": str(fichier.cle)})
        if remplace is not None:
            succeder(ancien=remplace, nouveau=fichier, par=par)
        differer("publications.lire_le_fichier", fichier=str(fichier.cle))
    return fichier


#: What a disk that holds no more answers.
PLEIN = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def _poser(fichier: Fichier, document: Any) -> str:
    """Store the bytes; returns their name. Raises ValidationError when the disk is full, leaving no part of them."""
    stockage, nom = fichier.contenu.storage, chemin_du_fichier(fichier, "contenu")
    try:
        return stockage.save(nom, document)
    except OSError as erreur:
        stockage.delete(nom)
        if erreur.errno in PLEIN:
            raise ValidationError(
                "Le site n’a plus de place pour garder un fichier. Votre texte est gardé ; prévenez l’équipe."
            ) from erreur
        raise


@transaction.atomic
def recopier(*, fichier: Fichier, publication: Publication, par: Any) -> Fichier | None:
    """A copy of a document ``par`` may open, joined to another publication of theirs; None when they may not open it."""
    lisible = Fichier.objects.visibles_pour(par).filter(pk=fichier.pk).first()
    if lisible is None:
        return None
    with lisible.contenu.open("rb") as octets:
        copie = SimpleUploadedFile(lisible.nom, octets.read(), lisible.type_mime)
    return joindre_document(publication=publication, document=copie, par=par, description=lisible.description)


@transaction.atomic
def decrire(*, fichier: Fichier, description: str, par: Any) -> None:
    """Change what a photo shows, in words."""
    publication: Any = fichier.publication
    exiger(peut_modifier(verrouiller(publication), par))
    Fichier.objects.filter(pk=fichier.pk).update(description=description[:250])


@transaction.atomic
def detacher(*, fichier: Fichier, par: Any) -> None:
    """Remove a file for good: row now, bytes after commit."""
    publication: Any = fichier.publication
    exiger(peut_modifier(verrouiller(publication), par))
    consigner(acteur=par, verbe="fichier.detacher", objet=publication, details={"fichier": str(fichier.cle)})
    effacer(fichier)
    if publication.date_publication:
        annoncer(publication)


def effacer(fichier: Fichier) -> None:
    """The row now, the bytes after commit; whoever calls this has the right to."""
    images = [apercu.image for apercu in fichier.apercus.all()]
    octets = [(champ.storage, str(champ.name)) for champ in (fichier.contenu, fichier.vignette, *images) if champ]
    fichier.delete()
    reprendre_la_precedente(fichier.lignee)
    for stockage, nom in octets:
        transaction.on_commit(partial(stockage.delete, nom))
