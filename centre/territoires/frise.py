"""From yesterday to today: what came before a territory, what happened to it, what came after."""

import datetime as dt
from typing import NamedTuple

from .models import Territoire


class Etape(NamedTuple):
    """One line of the timeline: when, in words; ``verbe``, then the other territory as a link; then the rest."""

    ordre: dt.date
    quand: str
    verbe: str = ""
    autre: Territoire | None = None
    texte: str = ""


def frise(territoire: Territoire) -> list[Etape]:
    """The timeline of ``territoire``, oldest first. Three queries; a territory not verified is never named.

    A succession without a date stands where the older territory ended.
    """
    etapes = [
        Etape(lien.date or lien.ancien.fin or dt.date.min, lien.ancien.periode or "avant", "", lien.ancien, lien.note)
        for lien in territoire.origines.de_territoires_affirmes()
    ]
    if territoire.periode:
        siege = f"siège : {territoire.siege}" if territoire.siege else ""
        etapes.append(Etape(territoire.debut or dt.date.min, territoire.periode, "", territoire, siege))
    etapes += [Etape(jalon.date, jalon.quand, texte=jalon.texte) for jalon in territoire.jalons.all()]
    ensuite = territoire.fin or dt.date.max
    for lien in territoire.suites.vers_des_territoires_affirmes():
        quand = str(lien.date.year) if lien.date else "ensuite"
        etapes.append(Etape(lien.date or ensuite, quand, "devient", lien.nouveau, lien.note))
    if territoire.suite:
        etapes.append(Etape(ensuite, "ensuite", texte=territoire.suite))
    return sorted(etapes, key=lambda etape: etape.ordre)
