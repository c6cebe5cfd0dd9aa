"""Several notices changed at once: what it would do to each, then the same operations as on one; undone as one."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from centre.espaces.acces import peut
from centre.espaces.enums import Niveau
from centre.espaces.models import Espace
from centre.journal.models import Ligne
from centre.journal.operations import consigner
from centre.publications import operations as ecriture
from centre.publications.acces import peut_modifier
from centre.temps import date_locale
from centre.territoires.models import Territoire
from centre.themes.models import Theme

from ..enums import Licence, Type
from ..models import Echeance, Ressource
from .echeances import ne_plus_revoir, prevoir
from .notices import ouvrir_les_fichiers_a

FAIT = "ressource.en_lot"
DEFAIT = "ressource.lot_defait"
#: What is written in a version, and needs one to be published.
DU_TEXTE = ("type", "licence", "themes", "territoires")
SE_FERME = "s’ouvrirait à d’autres : passez par « Ouvrir plus largement », notice par notice"


@dataclass(frozen=True)
class Changement:
    """What is asked of each notice; what is empty stays as it is."""

    type: str = ""
    licence: str = ""
    plus: dict[str, list[Any]] = field(default_factory=dict)
    moins: dict[str, list[Any]] = field(default_factory=dict)
    espace: Espace | None = None
    date: dt.date | None = None

    def vise(self, avant: dict[str, Any]) -> dict[str, Any]:
        """The state asked for, from a present one."""
        apres = avant | {"type": self.type or avant["type"], "licence": self.licence or avant["licence"]}
        for champ in ("themes", "territoires"):
            voulus = {*avant[champ], *(o.pk for o in self.plus.get(champ, ()))} - {o.pk for o in self.moins.get(champ, ())}
            apres[champ] = sorted(voulus)
        apres["espace"] = self.espace.pk if self.espace else avant["espace"]
        apres["date"] = self.date.isoformat() if self.date else avant["date"]
        return apres


@dataclass(frozen=True)
class Effet:
    """What would happen to one notice, in words; ``change`` False: nothing, and why."""

    ressource: Ressource
    mots: str
    change: bool


def etat(ressource: Ressource) -> dict[str, Any]:
    """What a lot may change of a notice, as keys and codes."""
    echeance = getattr(ressource, "echeance", None)
    return {
        "type": ressource.type,
        "licence": ressource.licence,
        "themes": sorted(theme.pk for theme in ressource.themes.all()),
        "territoires": sorted(territoire.pk for territoire in ressource.territoires.all()),
        "espace": ressource.espace_id,
        "fichiers": ressource.espace_fichiers_id,
        "date": echeance.date.isoformat() if echeance else "",
    }


def juger(ressource: Ressource, voulu: Changement, par: Any) -> Effet:
    """What ``voulu`` would do to one notice, for ``par``. Never more readers: that is checked, one by one."""
    avant = etat(ressource)
    apres = voulu.vise(avant)
    if apres == avant:
        return Effet(ressource, "rien ne change", False)
    if not peut_modifier(ressource, par) or not ressource.est_publie:
        return Effet(ressource, "vous ne pouvez pas la modifier : rien ne change", False)
    if ressource.has_unpublished_changes and any(avant[champ] != apres[champ] for champ in DU_TEXTE):
        return Effet(ressource, "une version attend d’être publiée : rien ne change", False)
    if voulu.espace and not (ressource.espace.contient(voulu.espace) and peut(par, Niveau.CONTRIBUER, voulu.espace.pk)):
        return Effet(ressource, f"{SE_FERME} ; rien ne change", False)
    return Effet(ressource, " ; ".join(_mots(voulu, avant, apres)), True)


def _mots(voulu: Changement, avant: dict[str, Any], apres: dict[str, Any]) -> list[str]:
    dits = []
    if avant["type"] != apres["type"]:
        dits.append(f"nature : {Type(apres['type']).label}, au lieu de {Type(avant['type']).label}")
    if avant["licence"] != apres["licence"]:
        dits.append(f"licence : {Licence(apres['licence']).label}")
    for champ, mot in (("themes", "thème"), ("territoires", "territoire")):
        dits += [f"+ {mot} {o}" for o in voulu.plus.get(champ, ()) if o.pk not in avant[champ] and o.pk in apres[champ]]
        dits += [f"− {mot} {o}" for o in voulu.moins.get(champ, ()) if o.pk in avant[champ]]
    if avant["espace"] != apres["espace"] and voulu.espace:
        dits.append(f"lue désormais par : {voulu.espace.nom}, et ses fichiers au plus par les mêmes")
    if avant["date"] != apres["date"] and voulu.date:
        dits.append(f"à revoir le {date_locale(voulu.date, 'courte')}")
    return dits


def appliquer(*, ressources: Iterable[Ressource], voulu: Changement, par: Any) -> tuple[uuid.UUID, int]:
    """Do it to those it changes, each in its own transaction, judged again under its lock; the lot's key, and how many."""
    cle, faits = uuid.uuid4(), 0
    for ressource in ressources:
        try:
            with transaction.atomic():
                faits += _changer(ressource, voulu, cle, par)
        except (ValidationError, PermissionDenied, ecriture.ConflitDeVersion):
            continue
    return cle, faits


def _changer(ressource: Ressource, voulu: Changement, cle: uuid.UUID, par: Any) -> int:
    vivante = ecriture.verrouiller(ressource)
    if not juger(vivante, voulu, par).change:
        return 0
    avant = etat(vivante)
    vise = voulu.vise(avant)
    if vise["espace"] != avant["espace"]:
        vise.pop("fichiers")  # they follow by themselves
    _poser(vivante, vise, par)
    apres = etat(Ressource.objects.get(pk=vivante.pk))
    consigner(acteur=par, verbe=FAIT, objet=vivante, details={"lot": str(cle), "avant": avant, "apres": apres})
    return 1


def _poser(vivante: Ressource, vise: dict[str, Any], par: Any) -> None:
    """Bring a notice to a state, by the operations of every day, with their rights and their lines in the journal."""
    avant = etat(vivante)
    if any(avant[champ] != vise[champ] for champ in DU_TEXTE):
        texte: Any = vivante.version_a_modifier()
        texte.type, texte.licence = vise["type"], vise["licence"]
        texte.themes = list(Theme.objects.filter(pk__in=vise["themes"]))
        texte.territoires = list(Territoire.objects.filter(pk__in=vise["territoires"]))
        ecriture.enregistrer(publication=texte, par=par, version_lue=vivante.latest_revision_id)
        vivante = ecriture.publier(publication=vivante, par=par)
    if avant["espace"] != vise["espace"]:
        vivante = ecriture.deplacer(publication=vivante, espace=Espace.objects.get(pk=vise["espace"]), par=par)
    if vise.get("fichiers", vivante.espace_fichiers_id) != vivante.espace_fichiers_id:
        vivante = ouvrir_les_fichiers_a(ressource=vivante, espace=Espace.objects.get(pk=vise["fichiers"]), par=par)
    if avant["date"] != vise["date"]:
        _dater(vivante, vise["date"], par)


def _dater(vivante: Ressource, date: str, par: Any) -> None:
    if not date:
        ne_plus_revoir(ressource=vivante, par=par)
        return
    deja = Echeance.objects.filter(ressource=vivante).first()
    prevoir(ressource=vivante, date=dt.date.fromisoformat(date), responsable=deja.responsable if deja else None, par=par)


def lignes_du_lot(cle: uuid.UUID) -> list[Ligne]:
    """What a lot did, notice by notice, as the journal has it; those undone since say so (``defaite``)."""
    lignes = list(Ligne.objects.filter(verbe=FAIT, details__lot=str(cle)).select_related("acteur").order_by("pk"))
    defaites = set(Ligne.objects.filter(verbe=DEFAIT, details__lot=str(cle)).values_list("object_id", flat=True))
    for ligne in lignes:
        ligne.defaite = ligne.object_id in defaites  # type: ignore[attr-defined]
    return lignes


def defaire(*, cle: uuid.UUID, par: Any) -> tuple[int, list[tuple[Ressource, str]]]:
    """Put back what a lot changed: how many, and those left as they are, with why. Asked twice, it is done once."""
    faits, laisses = 0, []
    for ligne in lignes_du_lot(cle):
        ressource = Ressource.objects.visibles_pour(par).filter(pk=ligne.object_id).first()
        if ressource is None or ligne.defaite:  # type: ignore[attr-defined]
            continue
        try:
            with transaction.atomic():
                _remettre(ressource, ligne, par)
            faits += 1
        except ValidationError as refus:
            laisses.append((ressource, " ".join(refus.messages)))
        except (PermissionDenied, ecriture.ConflitDeVersion):
            laisses.append((ressource, "Vous ne pouvez plus la modifier."))
    return faits, laisses


def _remettre(ressource: Ressource, ligne: Ligne, par: Any) -> None:
    vivante = ecriture.verrouiller(ressource)
    avant, date = ligne.details["avant"], ligne.details["avant"]["date"]
    if etat(vivante) != ligne.details["apres"] or vivante.has_unpublished_changes:
        raise ValidationError("Elle a encore changé depuis.")
    if date and dt.date.fromisoformat(date) <= timezone.localdate():
        raise ValidationError("Sa date d’avant est passée : revoyez-la.")
    _poser(vivante, avant, par)
    consigner(acteur=par, verbe=DEFAIT, objet=vivante, details={"lot": ligne.details["lot"]})
