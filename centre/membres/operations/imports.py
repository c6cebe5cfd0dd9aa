"""A table brought in: read, settled, applied once, undone; whatever its kind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models.functions import Now
from django.utils import timezone

from centre.journal.operations import consigner
from centre.registre import imports

from ..enums import Constat, Decision, EtatImport
from ..importation import TypeImport
from ..lecture_des_listes import lire
from ..models import Import, LigneImport

#: How long the lines of a table, that are people, are kept: an import may be undone until then.
GARDE = dt.timedelta(days=180)
EXAMINES = ["constat", "remarques", "decision", "content_type", "object_id"]
ECRITS = [*EXAMINES, "ecrite", "creee", "trace"]


class DejaApplique(ValueError):
    """The table is applied, or undone: it is settled no more."""


@transaction.atomic
def preparer(*, genre: str, nom: str, octets: bytes, par: Any) -> Import:
    """Read a file and say what would happen to each line; nothing else is written. Raises lecture_des_listes.Illisible."""
    type_: TypeImport = imports[genre]()
    tableau = lire(nom, octets)
    importation = Import.objects.create(
        genre=genre,
        fichier=nom[-200:],
        par=par,
        entetes=tableau.entetes,
        avis=tableau.avis,
        correspondance=type_.deviner(tableau.entetes, tableau.lignes),
        options={option.cle: option.defaut for option in type_.options},
    )
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
    """Keep what the team answers about the lines that resemble somebody (line's number → Decision). Raises DejaApplique."""
    importation = _verrouiller(importation)
    if not importation.a_verifier:
        raise DejaApplique(importation.fichier)
    lignes = list(importation.lignes.filter(constat=Constat.A_DECIDER, numero__in=decisions))
    for ligne in lignes:
        ligne.decision = Decision(decisions[ligne.numero])
    LigneImport.objects.bulk_update(lignes, ["decision"])


@transaction.atomic
def appliquer(*, importation: Import, par: Any) -> bool:
    """Write every line that may be, all together, once. False when it was done already.

    Lines are examined again first: what changed since the dry run changes what happens.
    """
    importation = _verrouiller(importation)
    if not importation.a_verifier:
        return False
    type_: TypeImport = imports[importation.genre]()
    lignes = list(importation.lignes.all())
    _examiner(type_, importation, lignes)
    for ligne in lignes:
        if a_ecrire(ligne):
            _ecrire(type_, importation, ligne, par)
    LigneImport.objects.bulk_update(lignes, ECRITS, batch_size=200)
    importation.etat, importation.applique_le = EtatImport.APPLIQUE, timezone.now()
    importation.save(update_fields=["etat", "applique_le"])
    creees = sum(ligne.creee for ligne in lignes)
    details = {"creees": creees, "completees": sum(ligne.ecrite for ligne in lignes) - creees}
    consigner(acteur=par, verbe="import.appliquer", objet=importation, details=details)
    return True


def a_ecrire(ligne: LigneImport) -> bool:
    """Whether applying would write this line."""
    return ligne.constat in (Constat.CREER, Constat.COMPLETER) or (ligne.constat == Constat.A_DECIDER and bool(ligne.decision))


def cree(ligne: LigneImport) -> bool:
    """Whether applying would make something new of this line."""
    return ligne.constat == Constat.CREER or (ligne.constat == Constat.A_DECIDER and ligne.decision == Decision.CREER)


def _ecrire(type_: TypeImport, importation: Import, ligne: LigneImport, par: Any) -> None:
    try:
        with transaction.atomic():
            type_.ecrire(importation, ligne, par)
    except IntegrityError:  # made meanwhile by somebody else
        ligne.constat = Constat.ERREUR
        ligne.remarquer("", "Créée entre-temps par ailleurs : refaites l’import pour la compléter.")
    else:
        ligne.ecrite = True


@transaction.atomic
def defaire(*, importation: Import, par: Any) -> bool:
    """Take back what the import made, line by line; a line that can no longer be undone says why. False when nothing is applied."""
    importation = _verrouiller(importation)
    if importation.etat != EtatImport.APPLIQUE:
        return False
    type_: TypeImport = imports[importation.genre]()
    lignes = list(importation.lignes.ecrites().order_by("-numero"))
    refus = type_.defaire(importation, lignes, par)
    for ligne in lignes:
        ligne.refus = refus.get(ligne.pk, "")
        ligne.defaite = not ligne.refus
    LigneImport.objects.bulk_update(lignes, ["defaite", "refus"], batch_size=200)
    type_.ranger(importation, [ligne for ligne in lignes if ligne.defaite], par)
    importation.etat, importation.defait_le = EtatImport.DEFAIT, timezone.now()
    importation.save(update_fields=["etat", "defait_le"])
    details = {"defaites": sum(ligne.defaite for ligne in lignes), "refusees": sum(bool(ligne.refus) for ligne in lignes)}
    consigner(acteur=par, verbe="import.defaire", objet=importation, details=details)
    return True


def oublier_les_imports() -> int:
    """Delete the tables read long ago; what they made stays."""
    return Import.objects.filter(cree_le__lt=Now() - GARDE).delete()[0]
