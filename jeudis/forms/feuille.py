"""The paper sheet typed in: one box per person and demi-journée, what the writer had before their eyes, blank rows."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..enums import EtatPresence, Geste
from ..operations import Pointage
from ..pointage import Ligne, Moment
from .emargement import APPAREIL

#: Blank rows for who signed at the bottom of the sheet.
LIBRES = 4


@dataclass(frozen=True)
class Libre:
    """Somebody added at the bottom of the sheet."""

    rang: int
    identite: dict[str, str]
    presents: list[Moment]

    @property
    def vide(self) -> bool:
        """Nothing was typed."""
        return not any(self.identite.values())


class SaisieDeFeuille:
    """What one screen of the sheet says. ``data``: the POST; ``lignes``: the list as it stands now."""

    def __init__(self, data: Any, lignes: list[Ligne], moments: list[Moment]) -> None:
        self.data, self.lignes, self.moments = data, lignes, moments
        appareil = data.get("appareil", "")
        self.appareil = appareil if APPAREIL.fullmatch(appareil) else str(uuid.uuid4())
        self.vu = _lire(data.get("vu", ""))

    def gestes(self) -> Iterator[Pointage]:
        """One per box that no longer says what its writer had seen; nothing for the others, whoever changed them meanwhile."""
        rang = 0
        for ligne in self.lignes:
            excuse = f"e-{ligne.inscription.pk}" in self.data
            for case in ligne.cases:
                rang += 1
                cle = f"{ligne.inscription.pk}-{case.moment.cle}"
                if cle not in self.vu:
                    continue
                marque, vu = self.vu[cle]
                voulu = self._voulu(f"p-{cle}" in self.data, excuse, case.moment, vu)
                if voulu != vu:
                    yield Pointage(
                        ligne.inscription.pk, case.moment.seance.pk, case.moment.demi, voulu, self.appareil, rang,
                        vue=marque, geste=Geste.FEUILLE,
                    )  # fmt: skip

    def _voulu(self, coche: bool, excuse: bool, moment: Moment, vu: str) -> str:
        """No signature is an absence once the demi-journée has begun; before, nothing is known."""
        if coche:
            return EtatPresence.PRESENT
        if excuse:
            return EtatPresence.EXCUSE
        return EtatPresence.ABSENT if moment.commence or vu != EtatPresence.A_POINTER else EtatPresence.A_POINTER

    def libres(self) -> list[Libre]:
        """The blank rows, as typed."""
        champs = ("nom", "prenom", "structure")
        return [
            Libre(
                n,
                {champ: self.data.get(f"libre-{n}-{champ}", "").strip()[:80] for champ in champs},
                [moment for moment in self.moments if f"libre-{n}-{moment.cle}" in self.data],
            )
            for n in range(LIBRES)
        ]

    def erreurs(self) -> dict[int, str]:
        """By blank row, why it cannot be kept."""
        manques = {}
        for libre in self.libres():
            if (libre.presents or not libre.vide) and not libre.identite["nom"]:
                manques[libre.rang] = "Donnez au moins un nom."
            elif libre.identite["nom"] and not libre.presents:
                manques[libre.rang] = "Cochez la demi-journée signée."
        return manques


def _lire(texte: str) -> dict[str, tuple[int, str]]:
    """What the writer had seen: « inscription-séance-demi-journée » → (gesture, state). Anything else is ignored."""
    try:
        lu = json.loads(texte)
        return {str(cle): (int(marque), str(etat)) for cle, (marque, etat) in lu.items() if etat in EtatPresence.values}
    except (ValueError, TypeError, AttributeError):
        return {}


def vu_maintenant(lignes: list[Ligne]) -> str:
    """What the page shows, for the POST to say what its writer had seen."""
    return json.dumps({f"{ligne.inscription.pk}-{c.moment.cle}": [c.marque, c.etat] for ligne in lignes for c in ligne.cases})
