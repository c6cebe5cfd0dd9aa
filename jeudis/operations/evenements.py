"""Writes on others' events: typed, corrected, taken back; « j'y vais »."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify

from centre.espaces.acces import est_membre, ids, peut
from centre.espaces.enums import Niveau
from centre.espaces.models import Espace
from centre.journal.operations import consigner
from centre.publications.acces import exiger, peut_modifier, peut_retirer
from centre.publications.operations import jetons
from centre.registre import annoncer

from ..models import Evenement, Venue


def peut_ajouter_un_evenement(membre: Any) -> bool:
    """Who contributes somewhere: technicien·nes and the team."""
    return est_membre(membre) and bool(ids(membre, Niveau.CONTRIBUER))


@transaction.atomic
def enregistrer_un_evenement(
    *,
    evenement: Evenement,
    espace: Espace,
    themes: Iterable[Any] = (),
    territoires: Iterable[Any] = (),
    par: Any,
    exemple: bool = False,
) -> Evenement:
    """Write an event as typed, shown at once to the readers of ``espace``. The same form sent twice makes one row."""
    exiger(peut(par, Niveau.CONTRIBUER, espace.pk))
    if evenement.pk is None:
        for jeton in jetons(evenement.jeton, par):
            if deja := Evenement.objects.filter(jeton=jeton, auteur=par).first():
                return deja
            evenement.jeton = jeton
            if not Evenement.objects.filter(jeton=jeton).exists():
                break
        evenement.auteur, evenement.exemple, evenement.slug = par, exemple, adresse_libre(evenement)
    else:
        exiger(peut_modifier(Evenement.objects.select_for_update().get(pk=evenement.pk), par))
        evenement.sequence += 1
    evenement.espace, evenement.change_le = espace, timezone.now()
    evenement.full_clean(exclude=["slug"], validate_unique=False, validate_constraints=False)
    try:
        with transaction.atomic():
            evenement.save()
    except IntegrityError:  # the same form, sent twice at once
        return Evenement.objects.get(jeton=evenement.jeton, auteur=par)
    evenement.themes.set(themes)
    evenement.territoires.set(territoires)
    annoncer(evenement)
    consigner(acteur=par, verbe="evenement.enregistrer", objet=evenement)
    return evenement


def adresse_libre(evenement: Evenement) -> str:
    """A permanent ASCII address from the title and the day."""
    base = f"{slugify(evenement.titre)[:90].strip('-') or 'evenement'}-{evenement.premier_jour:%Y-%m-%d}"
    prises = set(Evenement.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(c for c in [base, *(f"{base}-{n}" for n in range(2, len(prises) + 3))] if c not in prises)


@transaction.atomic
def retirer_un_evenement(*, evenement: Evenement, retirer: bool, par: Any) -> Evenement:
    """Take an event out of the agenda, or put it back: who typed it, and the team."""
    vivant = Evenement.objects.select_for_update(of=("self",)).get(pk=evenement.pk)
    exiger(peut_retirer(vivant, par))
    if bool(vivant.retire_le) == retirer:
        return vivant
    vivant.retire_le = timezone.now() if retirer else None
    vivant.save(update_fields=["retire_le"])
    annoncer(vivant)
    consigner(acteur=par, verbe="evenement.retirer" if retirer else "evenement.retablir", objet=vivant)
    return vivant


@transaction.atomic
def dire_j_y_vais(*, evenement: Evenement, membre: Any, vient: bool) -> None:
    """« J'y vais », or no longer. Asked twice, it is said once. Raises PermissionDenied past the event, or for who cannot read it."""
    vivant = Evenement.objects.select_for_update(of=("self",)).get(pk=evenement.pk)
    lisible = Evenement.objects.visibles_pour(membre).publies().filter(pk=vivant.pk).exists()
    exiger(est_membre(membre) and lisible and not vivant.est_passe and not (vivant.annule and vient))
    if vient:
        Venue.objects.get_or_create(evenement=vivant, membre=membre)
    else:
        Venue.objects.filter(evenement=vivant, membre=membre).delete()


def purger_les_venues() -> int:
    """Forget who went to what, a year after; how many rows."""
    return Venue.objects.perimees().delete()[0]
