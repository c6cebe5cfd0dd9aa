"""Writes on links: what texts give, what visits find, what the team decides."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from centre.catalogue.enums import LISIBLES
from centre.catalogue.models import Entree
from centre.catalogue.types import objets_du_type, type_de
from centre.journal.operations import consigner
from centre.registre import catalogue, liens_des_textes
from centre.taches import differer
from centre.toile import Visite

from .adresses import adresses_de
from .enums import Etat
from .models import Lien, Usage

#: Silent on that many distinct days, a link is dead: a server restarted at night is not.
JOURS = 3
#: Visits of one night; seconds between two visits of one host.
PAR_NUIT, PAUSE = 300, 3
#: The queue has better to do: mails, files being deposited.
SANS_HATE = -10


def recenser(objet: models.Model) -> None:
    """Make the links known of ``objet`` those it gives now, depth by depth (``centre.registre.ecoutes``)."""
    genre = type_de(objet)
    if genre is None or genre.nom not in liens_des_textes:
        return
    entrees = {e.profondeur: e for e in Entree.objects.de_l_objet(objet)}
    textes = liens_des_textes[genre.nom](objet)
    voulus = {profondeur: adresses_de(textes.get(profondeur, ())) for profondeur, entree in entrees.items() if entree.lisible}
    liens = _connus({adresse: hote for adresses in voulus.values() for adresse, hote in adresses.items()})
    paires = {(liens[a], entrees[p].pk) for p, adresses in voulus.items() for a in adresses}
    deja = {(u.lien_id, u.entree_id): u.pk for u in Usage.objects.filter(entree__in=entrees.values())}
    perdus = [pk for paire, pk in deja.items() if paire not in paires]
    if perdus:
        Usage.objects.filter(pk__in=perdus).delete()
    neufs = [Usage(lien_id=lien, entree_id=entree) for lien, entree in sorted(paires - deja.keys())]
    if neufs:
        Usage.objects.bulk_create(neufs, ignore_conflicts=True)


def _connus(adresses: dict[str, str]) -> dict[str, int]:
    """The key of each address, written when it is new."""
    if not adresses:
        return {}
    cles = {hashlib.sha256(adresse.encode()).hexdigest(): adresse for adresse in adresses}
    neufs = [Lien(cle=cle, adresse=adresse, hote=adresses[adresse]) for cle, adresse in sorted(cles.items())]
    Lien.objects.bulk_create(neufs, ignore_conflicts=True)
    return {cles[cle]: pk for cle, pk in Lien.objects.filter(cle__in=cles).values_list("cle", "pk")}


def recenser_tout() -> None:
    """Read again every published text that may give links, then forget the addresses nobody gives any more."""
    for nom in liens_des_textes:
        for objet in objets_du_type(catalogue[nom]):
            with transaction.atomic():
                recenser(objet)
    Usage.objects.exclude(entree__etat__in=LISIBLES).delete()
    Lien.objects.filter(usages=None).delete()


def programmer_les_visites() -> int:
    """One job for each link to visit tonight, those of one host one after the other; how many."""
    if not settings.VERIFIER_LES_LIENS:
        return 0
    maintenant, rangs, dus = timezone.now(), Counter[str](), list(Lien.objects.a_visiter()[:PAR_NUIT])
    for lien in dus:
        quand = maintenant + dt.timedelta(seconds=PAUSE * rangs[lien.hote]) if rangs[lien.hote] else None
        differer("liens_morts.visiter", a_partir_de=quand, priorite=SANS_HATE, lien=lien.pk)
        rangs[lien.hote] += 1
    return len(dus)


@transaction.atomic
def noter(*, lien: Lien, visite: Visite) -> None:
    """Keep what a visit found. Several failures of one day are one; an answer forgets them all."""
    vivant = Lien.objects.select_for_update().filter(pk=lien.pk).exclude(etat=Etat.ARCHIVE).first()
    if vivant is None:
        return
    aujourd_hui = timezone.localdate()
    vivant.vu_le, vivant.reponse = timezone.now(), visite.mots
    if visite.repond:
        vivant.etat, vivant.echecs, vivant.premier_echec, vivant.dernier_echec = Etat.BON, 0, None, None
    elif vivant.dernier_echec != aujourd_hui:
        vivant.echecs += 1
        vivant.premier_echec, vivant.dernier_echec = vivant.premier_echec or aujourd_hui, aujourd_hui
        vivant.etat = Etat.MORT if vivant.echecs >= JOURS else Etat.DOUTEUX
    vivant.save()


@transaction.atomic
def archiver(*, lien: Lien, par: Any) -> None:
    """Keep it as it is, as the trace of what was there: visited no more. The caller has checked that ``par`` is of the team."""
    if Lien.objects.filter(pk=lien.pk).exclude(etat=Etat.ARCHIVE).update(etat=Etat.ARCHIVE):
        consigner(acteur=par, verbe="lien.archiver", objet=lien)


@transaction.atomic
def reprendre(*, lien: Lien, par: Any) -> None:
    """Visit it again from tonight, as a link nobody has seen yet: undoes ``archiver``."""
    valeurs = {"etat": Etat.ATTENDU, "echecs": 0, "premier_echec": None, "dernier_echec": None, "vu_le": None, "reponse": ""}
    if Lien.objects.filter(pk=lien.pk, etat=Etat.ARCHIVE).update(**valeurs):
        consigner(acteur=par, verbe="lien.reprendre", objet=lien)


def demander_une_visite(*, lien: Lien) -> bool:
    """Have it visited now, by a job; False when this installation visits nothing."""
    if settings.VERIFIER_LES_LIENS:
        differer("liens_morts.visiter", lien=lien.pk)
    return bool(settings.VERIFIER_LES_LIENS)
