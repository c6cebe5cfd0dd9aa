"""Writes on the documents of a Jeudi: deposited, opened to others, taken away; they follow the page that closes."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from centre.espaces.acces import peut
from centre.espaces.enums import Nature, Niveau
from centre.espaces.models import Espace
from centre.journal.operations import consigner
from centre.publications import operations as ecriture
from centre.publications.acces import exiger
from centre.publications.fichiers import effacer, joindre_document
from centre.publications.models import Fichier
from centre.publications.operations import etat_des_fichiers
from centre.registre import annoncer

from ..enums import Moment
from ..models import Document, Jeudi

#: Told beside the field.
TROP_OUVERT = "Ce document ne peut pas être lu par des personnes qui ne voient pas la page du Jeudi."


def peut_etre_lu_par(jeudi: Jeudi, espace: Espace) -> bool:
    """True when the readers of ``espace`` surely read the page of the Jeudi: contained in its own, or its cohort's."""
    return espace.pk == jeudi.cohorte_id or jeudi.espace.contient(espace)


@transaction.atomic
def deposer_document(
    *, jeudi: Jeudi, fichier: Any, titre: str, moment: Moment, espace: Espace, par: Any, exemple: bool = False
) -> Document:
    """Keep an uploaded file with the Jeudi, for the readers of ``espace``; a job reads its text. Sent twice, it is one document.

    Raises PermissionDenied, ValidationError (espace wider than the page, file refused).
    """
    vivant = _verrouiller(jeudi, par)
    _exiger_la_page(vivant, espace, par)
    deja = Document.objects.filter(jeudi=vivant, titre=titre[:200], moment=moment, espace=espace).first()
    if deja is not None and _meme_fichier(deja, fichier):
        return deja
    document = Document.objects.create(jeudi=vivant, titre=titre[:200], moment=moment, espace=espace, auteur=par)
    joint: Any = document
    joindre_document(publication=joint, document=fichier, par=par, description=titre)
    annoncer(document)
    consigner(acteur=par, verbe="jeudi.deposer_document", objet=vivant, details={"document": document.pk, "espace": espace.pk})
    return document


def _meme_fichier(document: Document, fichier: Any) -> bool:
    ancien = document.fichier
    return ancien is not None and (ancien.nom, ancien.taille) == (fichier.name, fichier.size)


def _verrouiller(jeudi: Jeudi, par: Any) -> Jeudi:
    vivant = ecriture.verrouiller(jeudi)
    exiger(peut(par, Niveau.ANIMER, vivant.espace_id))
    return vivant


def _exiger_la_page(vivant: Jeudi, espace: Espace, par: Any) -> None:
    exiger(peut(par, Niveau.CONTRIBUER, espace.pk))
    if not peut_etre_lu_par(vivant, espace):
        raise ValidationError({"espace": TROP_OUVERT})


@transaction.atomic
def ouvrir_document_a(*, document: Document, espace: Espace, par: Any) -> Document:
    """Change who opens a document, at once. Raises PermissionDenied, ValidationError (espace wider than the page)."""
    vivant = _verrouiller(document.jeudi, par)
    document = Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
    document.jeudi = vivant
    if document.espace_id == espace.pk:
        return document
    _exiger_la_page(vivant, espace, par)
    ancien, document.espace = document.espace_id, espace
    document.save(update_fields=["espace"])
    _suivre(document)
    consigner(
        acteur=par, verbe="jeudi.ouvrir_document_a", objet=vivant,
        details={"document": document.pk, "de": ancien, "vers": espace.pk},
    )  # fmt: skip
    return document


@transaction.atomic
def retirer_document(*, document: Document, par: Any) -> None:
    """Remove a document and its file for good. Taken away already, nothing changes. Raises PermissionDenied."""
    vivant = _verrouiller(document.jeudi, par)
    present = Document.objects.filter(pk=document.pk).first()
    if present is None:
        return
    for fichier in Fichier.objects.sur(present):
        effacer(fichier)
    consigner(acteur=par, verbe="jeudi.retirer_document", objet=vivant, details={"document": present.pk})
    present.delete()


def suivre_les_documents(jeudi: Jeudi) -> None:
    """A Jeudi just written: its documents take its state, and follow a page that closes; they never gain a reader by its move."""
    for document in jeudi.documents.select_related("espace"):
        document.jeudi = jeudi
        if not peut_etre_lu_par(jeudi, document.espace):
            ferme = document.espace.contient(jeudi.espace)
            document.espace = jeudi.espace if ferme else Espace.objects.du_systeme(Nature.EQUIPE)
            document.save(update_fields=["espace"])
        _suivre(document)


def _suivre(document: Document) -> None:
    porteur: Any = document
    Fichier.objects.sur(document).update(**etat_des_fichiers(porteur))
    annoncer(document)
