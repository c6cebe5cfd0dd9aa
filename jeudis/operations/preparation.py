"""The checklist of a Jeudi: its lines, what each says of itself today, what is ticked; the list of each forme."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from centre.espaces.acces import peut
from centre.espaces.enums import Niveau
from centre.journal.operations import consigner
from centre.publications import operations as ecriture
from centre.publications.acces import exiger
from centre.temps import PARIS

from ..enums import EtatEtape, Forme
from ..etapes import Etape, etapes
from ..models import Coche, Jeudi, LigneType

#: A line is « this week » from that many days before its own.
BIENTOT = dt.timedelta(days=7)
#: Jeudis whose checklist is still followed: from that long after the last day, to that long before the first.
APRES, AVANT = dt.timedelta(days=45), dt.timedelta(days=75)


@dataclass(frozen=True)
class Prevue:
    """A line of a forme's list: the registry's with what the team changed, or one of the team's own. ``pk``: its row, if any."""

    cle: str
    libelle: str
    delai: int
    active: bool = True
    etape: Etape | None = None
    pk: int | None = None


@dataclass(frozen=True)
class Ligne:
    """A line of one Jeudi's checklist, today. ``automatique``: it is done without a tick; ``coche``: who ticked it."""

    cle: str
    libelle: str
    jour: dt.date | None
    etat: EtatEtape
    automatique: bool = False
    coche: Coche | None = None
    lien: str = ""
    bouton: str = ""
    agit: bool = False


def liste_type(forme: str, lignes: Iterable[LigneType] | None = None) -> list[Prevue]:
    """Every line of a forme, in the order of the days, those the team put aside included (``active``)."""
    ecrites = list(LigneType.objects.filter(forme=forme)) if lignes is None else [li for li in lignes if li.forme == forme]
    changees = {ligne.etape: ligne for ligne in ecrites if ligne.etape}
    prevues = []
    for cle, etape in etapes.items():
        ligne = changees.get(cle)
        if ligne is not None:
            prevues.append(Prevue(cle, ligne.libelle, ligne.delai, ligne.active, etape, ligne.pk))
        elif not etape.formes or forme in etape.formes:
            prevues.append(Prevue(cle, etape.libelle, etape.delai, True, etape))
    prevues += [Prevue(li.cle, li.libelle, li.delai, li.active, None, li.pk) for li in ecrites if not li.etape]
    return sorted(prevues, key=lambda prevue: (prevue.delai, prevue.libelle))


def preparer(jeudis: Any) -> Any:
    """A query of Jeudis with all that their lines read, in a constant number of queries."""
    jeudis = jeudis.select_related("compte_rendu", "salle", "espace").prefetch_related("seances", "coches__par")
    for etape in etapes.values():
        jeudis = etape.preparer(jeudis) if etape.preparer else jeudis
    return jeudis


def a_suivre(jeudis: Any) -> Any:
    """The Jeudis whose checklist says something today: neither cancelled nor withdrawn, soon, just past, or without a date."""
    aujourd_hui = dt.datetime.now(PARIS).date()
    vivants = jeudis.filter(annule_le__isnull=True, retire_le__isnull=True, archive_le__isnull=True)
    proches = vivants.filter(premier_jour__lte=aujourd_hui + AVANT, dernier_jour__gte=aujourd_hui - APRES)
    return (proches | vivants.filter(premier_jour__isnull=True, first_published_at__isnull=True)).order_by("premier_jour", "pk")


def lignes_de(
    jeudi: Jeudi, prevues: Iterable[Prevue] | None = None, aujourd_hui: dt.date | None = None, *, personnes: bool = True
) -> list[Ligne]:
    """The checklist of a Jeudi read with ``preparer``; without ``personnes``, what opens on people is said and does not open."""
    aujourd_hui = aujourd_hui or dt.datetime.now(PARIS).date()
    coches = {coche.cle: coche for coche in jeudi.coches.all()}
    demandees = liste_type(jeudi.forme) if prevues is None else prevues
    return [
        _ligne(jeudi, prevue, coches.get(prevue.cle), aujourd_hui, personnes=personnes)
        for prevue in demandees
        if prevue.active and (prevue.etape is None or prevue.etape.concerne(jeudi))
    ]


def _ligne(jeudi: Jeudi, prevue: Prevue, coche: Coche | None, aujourd_hui: dt.date, *, personnes: bool) -> Ligne:
    repere = jeudi.premier_jour if prevue.delai <= 0 else jeudi.dernier_jour
    jour = repere + dt.timedelta(days=prevue.delai) if repere else None
    etape = prevue.etape
    automatique = bool(etape and etape.faite and etape.faite(jeudi))
    etat = EtatEtape.FAITE if automatique or coche else _quand(jour, aujourd_hui)
    if etape is None:
        return Ligne(prevue.cle, prevue.libelle, jour, etat, coche=coche)
    lien = etape.lien(jeudi) if etape.lien and (personnes or not etape.des_personnes) else ""
    return Ligne(prevue.cle, prevue.libelle, jour, etat, automatique, coche, lien, etape.bouton, etape.geste is not None)


def _quand(jour: dt.date | None, aujourd_hui: dt.date) -> EtatEtape:
    if jour is None or jour > aujourd_hui + BIENTOT:
        return EtatEtape.A_VENIR
    return EtatEtape.EN_RETARD if jour < aujourd_hui else EtatEtape.BIENTOT


def preparations(jeudis: Any) -> list[tuple[Jeudi, list[Ligne]]]:
    """Each Jeudi followed, with its checklist: a constant number of queries."""
    types = list(LigneType.objects.all())
    prevues = {forme: liste_type(forme, types) for forme in Forme.values}
    return [(jeudi, lignes_de(jeudi, prevues[jeudi.forme])) for jeudi in preparer(a_suivre(jeudis))]


def compter_les_retards(jeudis: Any) -> int:
    """How many lines are late, over the Jeudis followed."""
    return sum(ligne.etat == EtatEtape.EN_RETARD for _, lignes in preparations(jeudis) for ligne in lignes)


@transaction.atomic
def cocher(*, jeudi: Jeudi, cle: str, par: Any, fait: bool = True) -> None:
    """Tick a line by hand, or take the tick back. Twice is once. Raises PermissionDenied, ValueError (no such line)."""
    vivant = ecriture.verrouiller(jeudi)
    exiger(peut(par, Niveau.ANIMER, vivant.espace_id))
    if cle not in {prevue.cle for prevue in liste_type(vivant.forme)}:
        raise ValueError("cette ligne n’est pas sur la liste")
    if fait:
        _, change = Coche.objects.get_or_create(jeudi=vivant, cle=cle, defaults={"par": par})
    else:
        change = bool(Coche.objects.filter(jeudi=vivant, cle=cle).delete()[0])
    if change:
        consigner(acteur=par, verbe="jeudi.cocher" if fait else "jeudi.decocher", objet=vivant, details={"etape": cle})


@transaction.atomic
def agir(*, jeudi: Jeudi, cle: str, par: Any) -> str:
    """Do what the button of a line says; returns the sentence told after. Raises PermissionDenied, ValueError (no such button)."""
    exiger(peut(par, Niveau.ANIMER, jeudi.espace_id))
    prevue = next((p for p in liste_type(jeudi.forme) if p.cle == cle and p.active), None)
    if prevue is None or prevue.etape is None or prevue.etape.geste is None:
        raise ValueError("cette ligne n’a pas de bouton")
    return prevue.etape.geste(jeudi=jeudi, par=par)


@transaction.atomic
def regler_la_liste(*, forme: Forme, lignes: Iterable[Prevue], par: Any) -> None:
    """Keep what a forme asks and when; a line of the team's own without words goes. Raises PermissionDenied."""
    exiger(bool(getattr(par, "est_de_l_equipe", False)))
    siennes = LigneType.objects.select_for_update().filter(forme=forme)
    for ligne in lignes:
        valeurs = {"libelle": ligne.libelle, "delai": ligne.delai, "active": ligne.active}
        if ligne.etape is not None:
            LigneType.objects.update_or_create(forme=forme, etape=ligne.cle, defaults=valeurs)
        elif not ligne.libelle:
            siennes.filter(pk=ligne.pk or 0, etape="").delete()
        elif ligne.pk:
            siennes.filter(pk=ligne.pk, etape="").update(**valeurs)
        else:
            LigneType.objects.update_or_create(forme=forme, etape="", libelle=ligne.libelle, defaults=valeurs)
    consigner(acteur=par, verbe="jeudi.regler_la_liste", details={"forme": str(forme)})
