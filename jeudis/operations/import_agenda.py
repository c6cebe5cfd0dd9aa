"""Writes on a calendar file brought in: read, checked line by line, applied once, undone."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from centre.espaces.acces import peut
from centre.espaces.enums import Niveau
from centre.espaces.models import Espace
from centre.journal.operations import consigner
from centre.publications.acces import exiger
from centre.registre import annoncer

from ..enums import ConstatDAgenda
from ..lecture_ics import lire
from ..models import Evenement, ImportAgenda
from .evenements import adresse_libre

#: What an update may change, as text in the lines.
CHAMPS = ("titre", "premier_jour", "dernier_jour", "de", "a", "lieu", "organisateur", "lien", "description", "annule")


@transaction.atomic
def preparer_l_agenda(*, octets: bytes, nom: str, espace: Espace, passes: bool, par: Any) -> ImportAgenda:
    """Read a file and say what each event would do; nothing else is written. Raises lecture_ics.Illisible."""
    exiger(peut(par, Niveau.ANIMER, espace.pk))
    lecture = lire(octets, aujourd_hui=timezone.localdate(), passes=passes)
    importation = ImportAgenda(nom=(nom or lecture.nom or "Agenda")[:200], espace=espace, par=par, avis=lecture.avis)
    importation.lignes = lecture.lignes
    _examiner(importation)
    importation.save()
    consigner(acteur=par, verbe="agenda.preparer", objet=importation, details={"lignes": len(importation.lignes)})
    return importation


def _connus(importation: ImportAgenda) -> dict[str, Evenement]:
    cles = [ligne["cle"] for ligne in importation.lignes if ligne["cle"]]
    return {e.cle_source: e for e in Evenement.objects.filter(cle_source__in=cles)}


def _examiner(importation: ImportAgenda) -> dict[str, Evenement]:
    """Write on each line what it would do now; returns the events already there, by identity."""
    connus = _connus(importation)
    for ligne in importation.lignes:
        if ligne["constat"] in (ConstatDAgenda.ERREUR, ConstatDAgenda.DOUBLON, ConstatDAgenda.PASSE):
            continue
        ligne["constat"] = _constat(ligne, connus.get(ligne["cle"])).value
    return connus


def _constat(ligne: dict[str, Any], connu: Evenement | None) -> ConstatDAgenda:
    if connu is None:
        return ConstatDAgenda.ANNULE if ligne["annule"] else ConstatDAgenda.CREER
    if connu.retire_le:
        return ConstatDAgenda.RETIRE
    return ConstatDAgenda.INCHANGE if decrire(connu) == {c: ligne[c] for c in CHAMPS} else ConstatDAgenda.METTRE_A_JOUR


def decrire(evenement: Evenement) -> dict[str, Any]:
    """An event as a line says it."""
    jours = {champ: getattr(evenement, champ).isoformat() for champ in ("premier_jour", "dernier_jour")}
    heures = {champ: f"{getattr(evenement, champ):%H:%M}" if getattr(evenement, champ) else "" for champ in ("de", "a")}
    return {champ: getattr(evenement, champ) for champ in CHAMPS} | jours | heures


def _poser(evenement: Evenement, ligne: dict[str, Any]) -> None:
    for champ in CHAMPS:
        valeur: Any = ligne[champ]
        if champ in ("premier_jour", "dernier_jour"):
            valeur = dt.date.fromisoformat(valeur)
        elif champ in ("de", "a"):
            valeur = dt.time.fromisoformat(valeur) if valeur else None
        setattr(evenement, champ, valeur)


@transaction.atomic
def appliquer_l_agenda(*, importation: ImportAgenda, par: Any) -> ImportAgenda:
    """Add and update, once: a second click changes nothing. Each line is judged again on the present state."""
    vif = ImportAgenda.objects.select_for_update(of=("self",)).get(pk=importation.pk)
    exiger(peut(par, Niveau.ANIMER, vif.espace_id))
    if not vif.a_verifier:
        return vif
    connus = _examiner(vif)
    for ligne in vif.lignes:
        if ConstatDAgenda(ligne["constat"]).ecrit:
            _ecrire(vif, ligne, connus.get(ligne["cle"]), par)
    vif.applique_le = timezone.now()
    vif.save()
    faits = sum("evenement" in ligne for ligne in vif.lignes)
    consigner(acteur=par, verbe="agenda.appliquer", objet=vif, details={"evenements": faits})
    return vif


def _ecrire(importation: ImportAgenda, ligne: dict[str, Any], connu: Evenement | None, par: Any) -> None:
    evenement = connu or Evenement(cle_source=ligne["cle"], espace_id=importation.espace_id, auteur=par, importation=importation)
    if connu is not None:
        ligne["avant"] = decrire(connu)
        evenement.sequence += 1
    _poser(evenement, ligne)
    evenement.source, evenement.change_le = importation.nom, timezone.now()
    if connu is None:
        evenement.slug = adresse_libre(evenement)
    evenement.save()
    annoncer(evenement)
    ligne["evenement"] = evenement.pk


@transaction.atomic
def defaire_l_agenda(*, importation: ImportAgenda, par: Any) -> ImportAgenda:
    """Take back what was added and give what was updated its words of before; an event somebody goes to, or changed since, stays."""
    vif = ImportAgenda.objects.select_for_update(of=("self",)).get(pk=importation.pk)
    exiger(peut(par, Niveau.ANIMER, vif.espace_id))
    if vif.applique_le is None:
        raise ValidationError("Cet agenda n’a pas été appliqué.")
    if vif.defait_le:
        return vif
    for ligne in vif.lignes:
        if "evenement" in ligne:
            ligne["defaite"] = _defaire_un(ligne)
    vif.defait_le = timezone.now()
    vif.save()
    consigner(acteur=par, verbe="agenda.defaire", objet=vif)
    return vif


def _defaire_un(ligne: dict[str, Any]) -> str:
    """What became of one line, in words."""
    evenement = Evenement.objects.select_for_update(of=("self",)).filter(pk=ligne["evenement"]).first()
    if evenement is None or evenement.retire_le:
        return "déjà retiré"
    if decrire(evenement) != {champ: ligne[champ] for champ in CHAMPS}:
        return "gardé : il a changé depuis"
    if "avant" in ligne:
        _poser(evenement, ligne["avant"])
    elif evenement.venues.exists():
        return "gardé : quelqu’un y va"
    else:
        # Its identity is given back: the same file, read again, adds it again.
        evenement.retire_le, evenement.cle_source = timezone.now(), ""
    evenement.sequence, evenement.change_le = evenement.sequence + 1, timezone.now()
    evenement.save()
    annoncer(evenement)
    return "comme avant" if "avant" in ligne else "retiré"
