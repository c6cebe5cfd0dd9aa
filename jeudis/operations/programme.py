"""Writes on what a Jeudi is made of: who speaks, the time slots, the link to follow it from afar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from centre.espaces.acces import est_membre, peut
from centre.espaces.enums import Niveau
from centre.journal.operations import consigner
from centre.membres.models import Membre
from centre.publications import operations as ecriture
from centre.publications.acces import exiger, peut_modifier
from centre.registre import annoncer

from ..acces import suit_les_personnes
from ..enums import EtatInscription
from ..models import Creneau, Inscription, Intervenant, Jeudi, Seance, Visio
from .seances import annoncer_le_changement

#: How long the address of somebody without an account is kept after the Jeudi they spoke at.
GARDE = dt.timedelta(days=365)


@dataclass(frozen=True)
class Parole:
    """Somebody who speaks, as typed. ``cle``: the row it changes (None: a new one); ``retire``: the row goes."""

    nom: str
    fonction: str = ""
    structure: str = ""
    courriel: str = ""
    cle: int | None = None
    retire: bool = False


@dataclass(frozen=True)
class Tranche:
    """A time slot, as typed. ``seance`` and ``intervenants`` are keys of the Jeudi's own rows."""

    seance: int
    de: dt.time
    titre: str
    a: dt.time | None = None
    description: str = ""
    intervenants: tuple[int, ...] = ()
    cle: int | None = None
    retire: bool = False


@transaction.atomic
def ecrire_le_programme(*, jeudi: Jeudi, paroles: Iterable[Parole] = (), tranches: Iterable[Tranche] = (), par: Any) -> None:
    """Keep who speaks and when, at once. Only the rows named change: two people adding at once lose nothing.

    Raises PermissionDenied for who may not change the Jeudi.
    """
    vivant = ecriture.verrouiller(jeudi)
    exiger(peut_modifier(vivant, par))
    for rang, parole in enumerate(paroles):
        _ecrire_une_parole(vivant, rang, parole)
    seances = {seance.pk: seance for seance in vivant.seances.all()}
    for tranche in tranches:
        if tranche.seance in seances:
            _ecrire_une_tranche(vivant, seances[tranche.seance], tranche)
    if vivant.date_publication:
        annoncer(vivant)
    consigner(acteur=par, verbe="jeudi.ecrire_le_programme", objet=vivant)


def _ecrire_une_parole(vivant: Jeudi, rang: int, parole: Parole) -> None:
    siens = Intervenant.objects.filter(jeudi=vivant)
    if parole.retire:
        siens.filter(pk=parole.cle or 0).delete()
        return
    courriel = parole.courriel.strip().lower()
    meme = Q(nom=parole.nom, courriel=courriel) | (Q(membre__email__iexact=courriel) if courriel else Q(pk=0))
    qui = siens.filter(Q(pk=parole.cle) if parole.cle else meme).first()
    if qui is None and parole.cle:
        return  # taken out meanwhile
    qui = qui or Intervenant(jeudi=vivant)
    qui.nom, qui.fonction, qui.structure, qui.courriel, qui.ordre = parole.nom, parole.fonction, parole.structure, courriel, rang
    qui.membre = Membre.objects.actifs().filter(email__iexact=courriel).first() if courriel else qui.membre
    if qui.membre is not None:
        _completer(qui)
    qui.save()


def _completer(qui: Intervenant) -> None:
    """A member of the réseau is known: what was not typed is read in their post; their address stays in their account."""
    membre = Membre.objects.avec_poste().get(pk=qui.membre_id or 0)
    poste = membre.poste
    qui.nom, qui.courriel = qui.nom or membre.nom_complet, ""
    if poste is not None:
        qui.fonction, qui.structure = qui.fonction or poste.fonction, qui.structure or str(poste.structure or "")


def _ecrire_une_tranche(vivant: Jeudi, seance: Seance, tranche: Tranche) -> None:
    siennes = Creneau.objects.filter(seance__jeudi=vivant)
    if tranche.retire:
        siennes.filter(pk=tranche.cle or 0).delete()
        return
    if tranche.cle:
        creneau = siennes.filter(pk=tranche.cle).first()
    else:
        creneau = siennes.filter(seance=seance, de=tranche.de, titre=tranche.titre).first() or Creneau()
    if creneau is None:
        return
    creneau.seance, creneau.de, creneau.a = seance, tranche.de, tranche.a
    creneau.titre, creneau.description = tranche.titre, tranche.description
    creneau.save()
    creneau.intervenants.set(Intervenant.objects.filter(jeudi=vivant, pk__in=tranche.intervenants))


@transaction.atomic
def poser_la_visio(*, jeudi: Jeudi, lien: str, consigne: str, par: Any) -> None:
    """Give, change or (empty) take away the link to follow from afar; who holds a seat is told, as of another place.

    Raises PermissionDenied for who does not animate the Jeudi's espace.
    """
    vivant = ecriture.verrouiller(jeudi)
    exiger(peut(par, Niveau.ANIMER, vivant.espace_id))
    actuelle = Visio.objects.filter(jeudi=vivant).first()
    avant = (actuelle.lien, actuelle.consigne) if actuelle else ("", "")
    if avant == (lien, consigne if lien else ""):
        return
    if lien:
        Visio.objects.update_or_create(jeudi=vivant, defaults={"lien": lien, "consigne": consigne})
    else:
        Visio.objects.filter(jeudi=vivant).delete()
    consigner(acteur=par, verbe="jeudi.poser_la_visio", objet=vivant)
    if vivant.date_publication:
        vivant.sequence += 1
        vivant.save(update_fields=["sequence"])
        annoncer_le_changement(vivant)


def visios_de(inscriptions: Iterable[Inscription]) -> dict[int, Visio]:
    """The links, by Jeudi, of the registrations that hold a seat in a Jeudi that is not cancelled: one query."""
    tenues = [i.jeudi_id for i in inscriptions if i.etat == EtatInscription.INSCRIT and not i.jeudi.annule_le]
    return {visio.jeudi_id: visio for visio in Visio.objects.filter(jeudi__in=tenues)}


def visio_de(inscription: Inscription | None) -> Visio | None:
    """The link, for somebody who holds a seat and for nobody else; a Jeudi that is cancelled has none to give."""
    return next(iter(visios_de([inscription]).values()), None) if inscription is not None else None


def visio_pour(jeudi: Jeudi, lecteur: Any) -> Visio | None:
    """The link as the page shows it: to who holds a seat, and to who follows the people of this Jeudi."""
    if not est_membre(lecteur):
        return None
    if suit_les_personnes(lecteur, jeudi):
        return Visio.objects.filter(jeudi=jeudi).first()
    return visio_de(Inscription.objects.de(lecteur).filter(jeudi=jeudi).select_related("jeudi").first())


def oublier_les_adresses() -> int:
    """Erase the addresses of who spoke without an account, a year after; their names stay with what they said."""
    avant = (timezone.now() - GARDE).date()
    return Intervenant.objects.filter(jeudi__dernier_jour__lt=avant).exclude(courriel="").update(courriel="")
