"""Stage of the demonstration: four themes asked for, their voices, one answered by a Jeudi of the season."""

from __future__ import annotations

import uuid

from django.db import transaction

from centre.registre import Demonstration
from centre.themes.models import Theme

from .. import operations
from ..enums import EtatDuBesoin
from ..models import Besoin, Jeudi

DEMO = uuid.UUID("9a4d2f60-1d55-4c70-9a07-6d1c5f3b8e11")
#: Title, need, who proposes, themes, who else wants it, what became of it, why.
LIGNES = (
    ("Observer un territoire sans observatoire", "Quels indicateurs tenir à deux personnes ?", "pays", (), ("ville", "agglo"), "propose", ""),
    ("Conseils citoyens et conseils de développement", "Comparer les règles et les moyens.", "ville",
     ("conseil-developpement",), ("pays", "agglo", "referent"), "programme", ""),
    ("Monter un contrat local de santé", "", "agglo", (), ("pays",), "retenu", ""),
    ("Remplir les dossiers européens", "", "pays", (), (), "ecarte", "Un autre organisme le fait chaque printemps : voir l’agenda d’ailleurs."),
)  # fmt: skip


@transaction.atomic
def peupler_les_besoins(demo: Demonstration) -> None:
    """One already there stays, but for the marks of this run."""
    membres, equipe = demo.acquis["membres"], demo.acquis["membres"]["animatrice"]
    for rang, (titre, detail, par, themes, voix, etat, motif) in enumerate(LIGNES):
        jeton = uuid.uuid5(DEMO, str(rang))
        besoin = operations.proposer_un_besoin(
            titre=titre, detail=detail, themes=Theme.objects.filter(slug__in=themes), par=membres[par], jeton=jeton, exemple=True
        )
        if (besoin.etat == EtatDuBesoin.PROPOSE and etat != besoin.etat) or not besoin.voix.exclude(membre=membres[par]).exists():
            for compte in voix if besoin.ouvert else ():
                operations.voter(besoin=besoin, membre=membres[compte], pour=True)
            if etat != EtatDuBesoin.PROPOSE and besoin.etat == EtatDuBesoin.PROPOSE:
                _traiter(besoin, etat, motif, equipe)
        for champ in ("titre", "detail"):
            setattr(besoin, champ, demo.marquer(getattr(besoin, champ), "reseau", "besoin", besoin.pk))
        Besoin.objects.filter(pk=besoin.pk).update(titre=besoin.titre, detail=besoin.detail)


def _traiter(besoin: Besoin, etat: str, motif: str, par: object) -> None:
    """Answered by the first Jeudi of the season to come, when there is one."""
    jeudi = (
        Jeudi.objects.publies().a_venir().filter(exemple=True, annule_le__isnull=True).first() if etat == "programme" else None
    )
    if etat != EtatDuBesoin.PROGRAMME or jeudi is not None:
        operations.traiter_le_besoin(besoin=besoin, etat=etat, motif=motif, jeudi=jeudi, par=par)
