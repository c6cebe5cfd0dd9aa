"""What each forme of Jeudi proposes when one is prepared: its words, its hours, its programme, its delay."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.html import format_html_join

from .enums import Forme


@dataclass(frozen=True)
class Modele:
    """The proposals of a forme; ``horaires``: from and to, one per séance; ``delai``: days from the last séance to the compte rendu."""

    pour: str
    horaires: tuple[tuple[dt.time, dt.time], ...]
    sections: tuple[str, ...]
    delai: int
    places: int | None = None
    presence_requise: int | None = None

    @property
    def programme(self) -> str:
        """The empty programme: its sections, to be filled."""
        return str(format_html_join("", "<h3>{}</h3><p></p>", ((titre,) for titre in self.sections)))


MATINEE, JOURNEE = (dt.time(9, 30), dt.time(12, 30)), (dt.time(9, 30), dt.time(16, 30))
MODELES = {
    Forme.SEANCE: Modele(
        "Une matinée pour comprendre ce qui change : une loi, un appel à projets, un dispositif.",
        (MATINEE,), ("Ce qui change", "Ce que cela demande aux territoires", "Questions"), delai=15, places=60,
    ),
    Forme.GROUPE: Modele(
        "Une demi-journée de travail à quelques-uns, qui revient : chaque séance reprend les suites de la précédente.",
        (MATINEE,), ("Où nous en étions", "Travail du jour", "Qui fait quoi d’ici la prochaine fois"), delai=15, places=20,
    ),
    Forme.CYCLE: Modele(
        "Plusieurs séances dans l’ordre, une seule inscription, une promotion qui a son espace, une attestation à la fin.",
        (JOURNEE, JOURNEE, JOURNEE), ("Séance 1", "Séance 2", "Séance 3"), delai=30, places=18, presence_requise=2,
    ),
    Forme.JOURNEE: Modele(
        "Une journée entière pour se rencontrer : témoignages, ateliers, un repas.",
        (JOURNEE,), ("Le matin", "L’après-midi"), delai=21, places=80,
    ),
}  # fmt: skip
