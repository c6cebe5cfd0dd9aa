"""Writes on the files of a publication."""

from __future__ import annotations

import hashlib
from functools import partial
from pathlib import PurePath
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction

from centre.journal.operations import consigner

from .acces import exiger, peut_modifier
from .images import recoder
from .models import Fichier, Publication
from .operations import etat_des_fichiers, verrouiller


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


def effacer(fichier: Fichier) -> None:
    """The row now, the bytes after commit; whoever calls this has the right to."""
    octets = [(champ.storage, str(champ.name)) for champ in (fichier.contenu, fichier.vignette) if champ]
    fichier.delete()
    for stockage, nom in octets:
        transaction.on_commit(partial(stockage.delete, nom))
