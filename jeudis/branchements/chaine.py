"""The chain: what one trade of the Jeudis gives another, from the duplicate to the head of the compte rendu."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import OuterRef, prefetch_related_objects
from django.urls import reverse

from centre.temps import date_locale

from ..copies import copies
from ..etapes import Etape, etapes
from ..models import Emission, Evaluation, Feuille, Inscription, Jeudi, Presence, inscriptions_excusees, inscriptions_presentes
from ..models.tete import SOURCES, Presences
from ..operations import copier_les_regles
from .programme import annoter, du_jeudi


def presences(jeudis: Collection[Jeudi]) -> dict[int, Presences]:
    """What the émargement says of each Jeudi, by its pk, in as many queries for one as for many."""
    lignes: dict[int, list[Any]] = {}
    for ligne in Presence.objects.des(jeudis).par_demi_journee():
        lignes.setdefault(ligne[0].jeudi_id, []).append(ligne)
    presents, excuses = _nommes(inscriptions_presentes(*jeudis)), _nommes(inscriptions_excusees(*jeudis))
    return {j.pk: Presences(_demi_journees(lignes.get(j.pk, [])), presents.get(j.pk, ()), excuses.get(j.pk, ())) for j in jeudis}


def _demi_journees(lignes: list[Any]) -> tuple[tuple[str, int], ...]:
    """People at each; the day is said when there are several."""
    plusieurs = len({seance.jour for seance, _, _ in lignes}) > 1
    return tuple((f"{date_locale(s.jour, 'longue')}, {demi.label}" if plusieurs else str(demi.label), n) for s, demi, n in lignes)


def _nommes(inscriptions: Any) -> dict[int, tuple[Any, ...]]:
    par_jeudi: dict[int, list[Any]] = {}
    for inscription in inscriptions:
        par_jeudi.setdefault(inscription.jeudi_id, []).append(inscription.participant)
    return {pk: tuple(sorted(gens, key=lambda personne: personne.cle_de_tri)) for pk, gens in par_jeudi.items()}


def _intervenants(jeudis: Collection[Jeudi]) -> dict[int, list[str]]:
    prefetch_related_objects(list(jeudis), "intervenants")
    return {jeudi.pk: [qui.nom for qui in jeudi.intervenants.all()] for jeudi in jeudis}


def _copier_les_regles(*, ancien: Jeudi, nouveau: Jeudi, par: Any) -> None:
    copier_les_regles(depuis=ancien, vers=nouveau)


def _vers(nom: str) -> Any:
    return lambda jeudi: reverse(f"jeudis:{nom}", args=[jeudi.slug])


SOURCES.ajouter("emargement", presences)
SOURCES.ajouter("intervenants", _intervenants)
copies.ajouter("regles", _copier_les_regles)

_inscrits = annoter(a_des_inscrits=lambda: Inscription.objects.inscrits().filter(jeudi=OuterRef("pk")))
etapes.ajouter(
    "feuille",
    Etape(
        -2, "Imprimer la feuille d’émargement", lambda j: j.feuille_imprimee, _vers("feuille"), "La feuille",
        utile=lambda j: j.a_des_inscrits, des_personnes=True,
        preparer=lambda jeudis: _inscrits(annoter(feuille_imprimee=du_jeudi(Feuille, imprimee_le__isnull=False))(jeudis)),
    ),
)  # fmt: skip
etapes.ajouter(
    "emargement",
    Etape(
        1, "Saisir la feuille signée", lambda j: j.a_des_presents, _vers("feuille"), "La saisir",
        utile=lambda j: j.a_des_inscrits, des_personnes=True,
        preparer=annoter(a_des_presents=lambda: Presence.objects.presents().filter(seance__jeudi=OuterRef("pk"))),
    ),
)  # fmt: skip
etapes.ajouter(
    "attestations",
    Etape(
        7, "Émettre les attestations", lambda j: j.attestations_emises, _vers("attestations"), "Les émettre",
        utile=lambda j: j.a_des_presents, des_personnes=True, preparer=annoter(attestations_emises=du_jeudi(Emission, a_revoir=False)),
    ),
)  # fmt: skip
etapes.ajouter(
    "avis",
    Etape(
        7, "Demander leur avis aux participants", lambda j: j.avis_demandes, _vers("attestations"), "Le demander",
        utile=lambda j: j.a_des_presents, des_personnes=True, preparer=annoter(avis_demandes=du_jeudi(Evaluation)),
    ),
)  # fmt: skip
