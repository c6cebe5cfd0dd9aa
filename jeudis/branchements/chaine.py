"""The chain: what one trade of the Jeudis gives another, from the duplicate to the head of the compte rendu."""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef
from django.urls import reverse

from centre.temps import date_locale

from ..copies import copies
from ..etapes import Etape, etapes
from ..models import Emission, Evaluation, Feuille, Inscription, Jeudi, Presence, inscriptions_excusees, inscriptions_presentes
from ..models.tete import SOURCES, Presences
from ..operations import copier_les_regles
from .programme import annoter, du_jeudi


def presences(jeudi: Jeudi) -> Presences:
    """What the émargement says of a Jeudi; the day is said when there are several."""
    lignes = Presence.objects.du(jeudi).par_demi_journee()
    plusieurs = len({seance.jour for seance, _, _ in lignes}) > 1
    return Presences(
        tuple((f"{date_locale(s.jour, 'longue')}, {demi.label}" if plusieurs else str(demi.label), n) for s, demi, n in lignes),
        _nommes(inscriptions_presentes(jeudi)),
        _nommes(inscriptions_excusees(jeudi)),
    )


def _nommes(inscriptions: Any) -> tuple[Any, ...]:
    return tuple(sorted((i.participant for i in inscriptions), key=lambda personne: personne.cle_de_tri))


def _copier_les_regles(*, ancien: Jeudi, nouveau: Jeudi, par: Any) -> None:
    copier_les_regles(depuis=ancien, vers=nouveau)


def _vers(nom: str) -> Any:
    return lambda jeudi: reverse(f"jeudis:{nom}", args=[jeudi.slug])


SOURCES.ajouter("emargement", presences)
SOURCES.ajouter("intervenants", lambda jeudi: [qui.nom for qui in jeudi.intervenants.all()])
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
