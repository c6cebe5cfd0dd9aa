"""Writes around the paper sheet: printed, entered, kept as proof, destroyed."""

from __future__ import annotations

import datetime as dt
import hashlib
from functools import partial
from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone

from centre.journal.operations import consigner
from centre.publications import operations as ecriture
from centre.publications.acces import exiger
from centre.publications.fichiers import reconnaitre
from centre.publications.images import recoder

from ..acces import suit_les_personnes
from ..models import CodeDeSalle, Feuille, Jeudi, Preuve, Seance, tirer_un_code

#: How long a signed sheet is kept for the funders' controls, from the day it was signed.
GARDE_DES_FEUILLES = dt.timedelta(days=3 * 365)
PHOTOS = (".jpg", ".jpeg", ".png", ".heic", ".webp")
POIDS_MAX = 20 * 1024 * 1024


def noter_l_impression(*, jeudi: Jeudi, jour: dt.date, par: Any) -> Feuille:
    """Remember that the sheet of a day was printed now."""
    exiger(suit_les_personnes(par, jeudi))
    feuille, _ = Feuille.objects.update_or_create(jeudi=jeudi, jour=jour, defaults={"imprimee_le": timezone.now()})
    return feuille


@transaction.atomic
def deposer_preuve(*, jeudi: Jeudi, jour: dt.date, document: Any, par: Any) -> Preuve:
    """Keep the scan of a signed sheet: a PDF as it is, a photo without its metadata. The same one sent twice is one.

    Raises PermissionDenied, ValidationError in French.
    """
    vivant = ecriture.verrouiller(jeudi)
    exiger(suit_les_personnes(par, vivant))
    octets, type_mime, nom = _lire(document)
    empreinte = hashlib.sha256(octets).hexdigest()
    deja = Preuve.objects.gardees().filter(jeudi=vivant, jour=jour, empreinte=empreinte).first()
    if deja is not None:
        return deja
    if Preuve.objects.filter(jeudi=vivant, jour=jour, empreinte=empreinte).exists():
        raise ValidationError("Cette feuille a été détruite : elle ne revient pas.")
    preuve = Preuve(jeudi=vivant, jour=jour, nom=nom, type_mime=type_mime, taille=len(octets), empreinte=empreinte, par=par)
    preuve.contenu.save("contenu", ContentFile(octets), save=False)
    preuve.save()
    consigner(acteur=par, verbe="jeudi.deposer_preuve", objet=vivant, details={"preuve": preuve.pk})
    return preuve


def _lire(document: Any) -> tuple[bytes, str, str]:
    """Bytes, MIME type and name kept."""
    chemin = PurePath(document.name or "feuille")
    if document.size > POIDS_MAX:
        raise ValidationError(f"Ce fichier dépasse {POIDS_MAX // 1024**2} Mo : numérisez la feuille en plus léger.")
    if chemin.suffix.lower() in PHOTOS:
        return recoder(document).grande, "image/jpeg", chemin.stem[:190] + ".jpg"
    if chemin.suffix.lower() != ".pdf":
        raise ValidationError("Déposez un PDF ou une photo de la feuille (JPEG, PNG).")
    type_mime = reconnaitre(document)
    return b"".join(document.chunks()), type_mime, chemin.name[-200:]


@transaction.atomic
def detruire_preuve(*, preuve: Preuve, par: Any) -> None:
    """Destroy a scan now, and keep its certificate. Nothing happens to one already destroyed. Raises PermissionDenied."""
    exiger(suit_les_personnes(par, preuve.jeudi))
    preuve = Preuve.objects.select_for_update().get(pk=preuve.pk)
    if preuve.detruite_le is None:
        _detruire(preuve, "l’équipe du Centre")
        consigner(acteur=par, verbe="jeudi.detruire_preuve", objet=preuve.jeudi, details={"preuve": preuve.pk})


def _detruire(preuve: Preuve, qui: str) -> None:
    """The row now, the bytes after commit."""
    stockage, nom = preuve.contenu.storage, str(preuve.contenu.name)
    preuve.contenu, preuve.nom, preuve.detruite_le, preuve.detruite_par = "", "", timezone.now(), qui  # type: ignore[assignment]
    preuve.save(update_fields=["contenu", "nom", "detruite_le", "detruite_par"])
    if nom:
        transaction.on_commit(partial(stockage.delete, nom))


def detruire_les_feuilles_echues() -> int:
    """The rule, every night: scans whose retention is over are destroyed, their certificates stay. Returns how many."""
    limite = timezone.localdate() - GARDE_DES_FEUILLES
    echues = list(Preuve.objects.gardees().filter(jour__lt=limite).select_for_update(skip_locked=True))
    for preuve in echues:
        _detruire(preuve, "la règle de conservation")
    return len(echues)


def oublier_les_gestes() -> int:
    """The rule, every night: device and instant of each gesture go after a year; the presences they led to stay."""
    from ..models import Marque

    return Marque.objects.filter(
        seance__fin__lt=Now() - dt.timedelta(days=365), recu_le__lt=Now() - dt.timedelta(days=365)
    ).delete()[0]


@transaction.atomic
def changer_le_code(*, seance: Seance, par: Any) -> CodeDeSalle:
    """Draw another code for a séance: the former one opens nothing any more."""
    exiger(suit_les_personnes(par, seance.jeudi))
    code, _ = CodeDeSalle.objects.update_or_create(seance=seance, defaults={"code": tirer_un_code(), "tire_le": timezone.now()})
    return code


def code_de_salle(seance: Seance) -> CodeDeSalle:
    """The code of a séance, drawn the first time it is asked for."""
    return CodeDeSalle.objects.get_or_create(seance=seance)[0]
