"""Writes on the relecture of a compte rendu by its speakers: asked, answered, reminded once, dealt with, forgotten."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models.functions import Lower
from django.utils import timezone

from centre.journal.operations import consigner
from centre.liens.enums import Action
from centre.liens.models import LienSigne
from centre.liens.operations import creer_lien, revoquer
from centre.publications import operations as ecriture
from centre.publications.acces import exiger, peut_modifier
from centre.temps import PARIS

from ..models import CompteRendu, Relecture

#: A late answer is still welcome; then the link ends.
RETARD_ADMIS = dt.timedelta(days=30)
#: How long the name, the address and the words of a speaker are kept after the day they were to answer.
GARDE = dt.timedelta(days=365)


@transaction.atomic
def faire_relire(
    *, compte_rendu: CompteRendu, nom: str, adresse: str, partie: str, avant_le: dt.date, par: Any
) -> Relecture:  # fmt: skip
    """Ask somebody to read a part ("": the whole) until a day; asked again, the new request replaces the old one and its link.

    Raises PermissionDenied.
    """
    from ..courriels import demander_la_relecture

    vivant = ecriture.verrouiller(compte_rendu)
    exiger(peut_modifier(vivant, par))
    adresse = adresse.strip().lower()
    deja = vivant.relectures.annotate(plate=Lower("adresse")).filter(plate=adresse).first()
    if deja and deja.repondue_le is None and (deja.nom, deja.partie, deja.avant_le) == (nom, partie, avant_le):
        return deja  # a double click
    relecture = deja or Relecture(compte_rendu=vivant, adresse=adresse, version=0)
    relecture.nom, relecture.partie, relecture.avant_le = nom, partie, avant_le
    relecture.version += 1
    relecture.demandee_le, relecture.rappelee_le, relecture.repondue_le = timezone.now(), None, None
    relecture.validee, relecture.corrections, relecture.reprise_le = False, "", None
    relecture.save()
    demander_la_relecture(relecture, _lien(relecture, par), par)
    consigner(acteur=par, verbe="relecture.demander", objet=vivant, details={"relecture": relecture.pk})
    return relecture


def _lien(relecture: Relecture, par: Any) -> str:
    """A new link; the former ones end."""
    for lien in LienSigne.objects.sur(relecture).vivants():
        revoquer(lien=lien, par=par)
    fin = dt.datetime.combine(relecture.avant_le, dt.time.max, tzinfo=PARIS) + RETARD_ADMIS
    return creer_lien(objet=relecture, action=Action.RELIRE, adresse=relecture.adresse, expire_le=fin, par=par)


@transaction.atomic
def repondre(*, relecture: Relecture, corrections: str = "") -> Relecture:
    """The answer of whoever holds the link: corrections, or none: « je valide ». The last answer counts."""
    ligne = Relecture.objects.select_for_update().get(pk=relecture.pk)
    ligne.validee, ligne.corrections = not corrections, corrections
    ligne.repondue_le, ligne.reprise_le = timezone.now(), None
    ligne.save(update_fields=["validee", "corrections", "repondue_le", "reprise_le"])
    consigner(acteur=None, verbe="relecture.repondre", objet=ligne.compte_rendu, details={"relecture": ligne.pk})
    return ligne


@transaction.atomic
def reprendre(*, relecture: Relecture, par: Any) -> None:
    """The writer has dealt with the corrections. Raises PermissionDenied."""
    exiger(peut_modifier(ecriture.verrouiller(relecture.compte_rendu), par))
    Relecture.objects.filter(pk=relecture.pk, reprise_le__isnull=True).update(reprise_le=timezone.now())


@transaction.atomic
def ne_plus_faire_relire(*, relecture: Relecture, par: Any) -> None:
    """Take a request back: its link ends, what was answered goes. Raises PermissionDenied."""
    vivant = ecriture.verrouiller(relecture.compte_rendu)
    exiger(peut_modifier(vivant, par))
    for lien in LienSigne.objects.sur(relecture).vivants():
        revoquer(lien=lien, par=par)
    consigner(acteur=par, verbe="relecture.retirer", objet=vivant, details={"relecture": relecture.pk})
    Relecture.objects.filter(pk=relecture.pk).delete()


@transaction.atomic
def rappeler_les_relectures() -> int:
    """Remind, once, those who have not answered by their day; how many. Idempotent."""
    from ..courriels import rappeler_la_relecture

    lignes = list(Relecture.objects.a_rappeler().select_for_update(of=("self",)).select_related("compte_rendu__auteur"))
    for relecture in lignes:
        relecture.rappelee_le = timezone.now()
        relecture.save(update_fields=["rappelee_le"])
        auteur = relecture.compte_rendu.auteur
        rappeler_la_relecture(relecture, _lien(relecture, auteur), auteur)
    return len(lignes)


def oublier_les_relectures() -> int:
    """Forget who was asked to read, once a year has passed since the day they were to answer."""
    return Relecture.objects.filter(avant_le__lt=timezone.localdate() - GARDE).delete()[0]
