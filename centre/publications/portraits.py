"""The photo of a member: a file like any other, re-encoded, whose readers are those the member chose."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db import transaction

from centre.espaces.models import Espace

from .fichiers import effacer
from .images import recoder
from .models import Fichier


def poser(membre: Any, envoi: Any) -> None:
    """Keep ``envoi`` in place of the photo there may be. Raises ValidationError when it is not a photo."""
    photo = recoder(envoi)
    empreinte = hashlib.sha256(photo.grande).hexdigest()
    with transaction.atomic():
        type(membre)._default_manager.select_for_update(of=("self",)).get(pk=membre.pk)
        if Fichier.objects.sur(membre).filter(empreinte=empreinte).exists():
            return
        retirer(membre)
        fichier = Fichier(publication=membre, auteur=membre, **_etat(membre))
        fichier.nom, fichier.type_mime, fichier.empreinte = f"photo-{membre.pk}.jpg", "image/jpeg", empreinte
        fichier.taille, fichier.largeur, fichier.hauteur = len(photo.grande), photo.largeur, photo.hauteur
        fichier.contenu.save("contenu", ContentFile(photo.grande), save=False)
        fichier.vignette.save("vignette", ContentFile(photo.vignette), save=False)
        fichier.save()


def retirer(membre: Any) -> None:
    """Delete the photo, if there is one."""
    for fichier in Fichier.objects.sur(membre):
        effacer(fichier)


def ranger(membre: Any) -> None:
    """The file follows the member's choice, catégorie and state."""
    photos = Fichier.objects.sur(membre)
    if photos.exists():
        photos.update(**_etat(membre))


def _etat(membre: Any) -> dict[str, Any]:
    """Who opens the photo: who may know the name, and was shown the photo."""
    slug = membre.espace_le_plus_ferme("identite", "photo")
    return {"espace_id": Espace.objects.values_list("pk", flat=True).get(slug=slug), "publie": membre.is_active}


def lire(lecteur: Any, membres: Iterable[Any]) -> dict[int, Fichier]:
    """The photos ``lecteur`` may open, by member's pk: one query."""
    membres = list(membres)
    if not membres:
        return {}
    des_membres = Fichier.objects.filter(content_type=ContentType.objects.get_for_model(membres[0]))
    photos = des_membres.visibles_pour(lecteur).filter(object_id__in=[membre.pk for membre in membres])
    return {photo.object_id: photo for photo in photos}
