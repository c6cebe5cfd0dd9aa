"""A table brought in: read, settled, applied once, undone; whatever its kind."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files import File
from django.db import IntegrityError, transaction
from django.db.models.functions import Now
from django.utils import timezone

from centre.journal.operations import consigner
from centre.registre import imports
from centre.taches import differer

from ..enums import Constat, Decision, EtatImport
from ..importation import Refusee, TypeImport
from ..models import Import, LigneImport

#: How long the lines of a table, that are people, are kept: an import may be undone until then.
GARDE = dt.timedelta(days=180)
EXAMINES = ["constat", "remarques", "decision", "content_type", "object_id"]
ECRITS = [*EXAMINES, "ecrite", "creee", "trace"]
DEFAITS = ["defaite", "refus"]
SANS_DROIT = "Vous n’avez pas, ou plus, le droit de l’écrire."


class DejaApplique(ValueError):
    """The table is applied, or undone: it is settled no more."""


@transaction.atomic
def preparer(*, genre: str, nom: str, par: Any, octets: bytes = b"", fichier: Any = None, exemple: bool = False) -> Import:
    """Read a file (its bytes, or an open one) and say what would happen to each line; nothing else is written.

    Raises lecture_des_listes.Illisible.
    """
    type_: TypeImport = imports[genre]()
    source = io.BytesIO(octets) if fichier is None else fichier
    tableau = type_.lire(nom, source)
    importation = Import(
        genre=genre,
        fichier=nom[-200:],
        par=par,
        entetes=tableau.entetes,
        avis=tableau.avis,
        pieces=tableau.pieces,
        correspondance=type_.deviner(tableau.entetes, tableau.lignes),
        options={option.cle: option.defaut for option in type_.options},
        exemple=exemple,
    )
    if type_.garde_le_fichier:
        source.seek(0)
        importation.archive.save("archive", File(source), save=False)
    importation.save()
    lignes = [
        LigneImport(
            importation=importation, numero=lue.numero, cellules=list(lue.cellules), trace={"avis": [list(a) for a in lue.avis]}
        )
        for lue in tableau.lignes
    ]
    LigneImport.objects.bulk_create(lignes)
    _examiner(type_, importation, lignes)
    consigner(acteur=par, verbe="import.preparer", objet=importation, details={"lignes": len(lignes)})
    return importation


def _examiner(type_: TypeImport, importation: Import, lignes: list[LigneImport]) -> None:
    for ligne in lignes:
        ligne.remarques = [{"colonne": colonne, "message": message} for colonne, message in ligne.trace.get("avis", [])]
        ligne.constat = ""
        ligne.designer(None)
    type_.examiner(importation, lignes)
    for ligne in lignes:
        if ligne.constat != Constat.A_DECIDER:
            ligne.decision = Decision.RIEN
    LigneImport.objects.bulk_update(lignes, EXAMINES, batch_size=200)


def _verrouiller(importation: Import) -> Import:
    return Import.objects.select_for_update().get(pk=importation.pk)


@transaction.atomic
def regler(*, importation: Import, correspondance: Mapping[str, int], options: Mapping[str, str], par: Any) -> None:
    """Say which column says what, and what holds for the whole table; every line is examined again. Raises DejaApplique."""
    importation = _verrouiller(importation)
    if not importation.a_verifier:
        raise DejaApplique(importation.fichier)
    importation.correspondance, importation.options = dict(correspondance), dict(options)
    importation.save(update_fields=["correspondance", "options"])
    _examiner(imports[importation.genre](), importation, list(importation.lignes.all()))


@transaction.atomic
def decider(*, importation: Import, decisions: Mapping[int, str], par: Any) -> None:
    """Keep what the team answers about the lines that resemble something known (line's number → Decision). Raises DejaApplique."""
    importation = _verrouiller(importation)
    if not importation.a_verifier:
        raise DejaApplique(importation.fichier)
    lignes = list(importation.lignes.filter(constat=Constat.A_DECIDER, numero__in=decisions))
    for ligne in lignes:
        ligne.decision = Decision(decisions[ligne.numero])
    LigneImport.objects.bulk_update(lignes, ["decision"])


@transaction.atomic
def appliquer(*, importation: Import, par: Any) -> bool:
    """Write every line that may be, once: all together, or by a job for a kind that takes its time. False when it was asked already.

    Lines are examined again first: what changed since the dry run changes what happens.
    """
    importation = _verrouiller(importation)
    if not importation.a_verifier:
        return False
    type_: TypeImport = imports[importation.genre]()
    lignes = list(importation.lignes.all())
    _examiner(type_, importation, lignes)
    if type_.en_fond:
        _confier(importation, EtatImport.EN_COURS, par)
        return True
    for ligne in lignes:
        if ligne.a_ecrire:
            _ecrire(type_, importation, ligne, par)
    LigneImport.objects.bulk_update(lignes, ECRITS, batch_size=200)
    _clore(type_, importation, par)
    return True


def _confier(importation: Import, etat: EtatImport, par: Any) -> None:
    importation.etat = etat
    importation.a_faire = importation.restantes.count()
    importation.save(update_fields=["etat", "a_faire"])
    differer("membres.poursuivre_un_import", importation=importation.pk, membre=par.pk)


def _ecrire(type_: TypeImport, importation: Import, ligne: LigneImport, par: Any) -> None:
    try:
        with transaction.atomic():
            type_.ecrire(importation, ligne, par)
    except IntegrityError:  # made meanwhile by somebody else
        _refuser(ligne, "Créée entre-temps par ailleurs : refaites l’import pour la compléter.")
    except PermissionDenied:
        _refuser(ligne, SANS_DROIT)
    except ValidationError as refus:
        _refuser(ligne, " ".join(refus.messages))
    except Refusee as refus:
        _refuser(ligne, str(refus))
    else:
        ligne.ecrite = True


def _refuser(ligne: LigneImport, message: str) -> None:
    ligne.constat, ligne.creee = Constat.ERREUR, False
    ligne.designer(None)
    ligne.remarquer("", message)


def _clore(type_: TypeImport, importation: Import, par: Any) -> None:
    """Every line has been done, one way or the other."""
    lignes = importation.lignes.all()
    if importation.applique_le is not None:
        type_.ranger(importation, list(lignes.filter(defaite=True)), par)
        importation.etat, importation.defait_le = EtatImport.DEFAIT, timezone.now()
        details = {"defaites": lignes.filter(defaite=True).count(), "refusees": lignes.exclude(refus="").count()}
        consigner(acteur=par, verbe="import.defaire", objet=importation, details=details)
    else:
        importation.etat, importation.applique_le = EtatImport.APPLIQUE, timezone.now()
        creees = lignes.filter(creee=True).count()
        details = {"creees": creees, "completees": lignes.filter(ecrite=True).count() - creees}
        consigner(acteur=par, verbe="import.appliquer", objet=importation, details=details)
        _oublier_l_archive(importation)
    importation.save(update_fields=["etat", "applique_le", "defait_le", "archive"])


def _oublier_l_archive(importation: Import) -> None:
    """Its bytes go after commit."""
    if importation.archive:
        transaction.on_commit(partial(importation.archive.storage.delete, str(importation.archive.name)))
        importation.archive = ""  # type: ignore[assignment]


@transaction.atomic
def defaire(*, importation: Import, par: Any) -> bool:
    """Take back what the import made; a line that can no longer be undone says why. False when nothing is applied."""
    importation = _verrouiller(importation)
    if importation.etat != EtatImport.APPLIQUE:
        return False
    type_: TypeImport = imports[importation.genre]()
    if type_.en_fond:
        _confier(importation, EtatImport.RETRAIT, par)
        return True
    _defaire(type_, importation, list(importation.lignes.ecrites().order_by("-numero")), par)
    _clore(type_, importation, par)
    return True


def _defaire(type_: TypeImport, importation: Import, lignes: list[LigneImport], par: Any) -> None:
    refus = type_.defaire(importation, lignes, par)
    for ligne in lignes:
        ligne.refus = refus.get(ligne.pk, "")
        ligne.defaite = not ligne.refus
    LigneImport.objects.bulk_update(lignes, DEFAITS, batch_size=200)


# --- by a job ---


@transaction.atomic
def reprendre(*, importation: Import, par: Any) -> bool:
    """Ask again for the job of an import that no longer moves. False when none is under way."""
    importation = _verrouiller(importation)
    if not importation.en_travail:
        return False
    differer("membres.poursuivre_un_import", importation=importation.pk, membre=par.pk)
    return True


def poursuivre(*, importation: int, par: Any) -> None:
    """Do what remains of an import under way: a line, a transaction. Killed anywhere and run again, nothing is done twice."""
    lu = Import.objects.filter(pk=importation).first()
    if lu is None or not lu.en_travail:
        return
    type_: TypeImport = imports[lu.genre]()
    for pk in list(lu.restantes.values_list("pk", flat=True)):
        _une_ligne(type_, lu, pk, par)
    with transaction.atomic():
        lu = _verrouiller(lu)
        if lu.en_travail and not lu.restantes.exists():
            _clore(type_, lu, par)


@transaction.atomic
def _une_ligne(type_: TypeImport, importation: Import, pk: int, par: Any) -> None:
    """One line, under its lock; done meanwhile by another worker, it is left."""
    ligne = importation.restantes.select_for_update(of=("self",)).filter(pk=pk).first()
    if ligne is None:
        return
    if importation.etat == EtatImport.RETRAIT:
        _defaire(type_, importation, [ligne], par)
        return
    _ecrire(type_, importation, ligne, par)
    ligne.save(update_fields=ECRITS)


def oublier_les_imports() -> int:
    """Delete the tables read long ago, and the files kept for them; what they made stays."""
    vieux = Import.objects.filter(cree_le__lt=Now() - GARDE)
    with transaction.atomic():
        for importation in vieux.exclude(archive=""):
            _oublier_l_archive(importation)
        return vieux.delete()[0]
