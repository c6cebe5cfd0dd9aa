"""The probe's life of accounts: notes of the team, a change of post asked for, what a departure leaves."""

from __future__ import annotations

import datetime as dt

from centre.membres.operations import demander_changement, noter, prevoir_depart

from .publics import EQUIPE
from .sonde import Voliere, sonde


@sonde("vie des comptes")
def vie(v: Voliere) -> None:
    """What the team writes about somebody is the team's; what somebody asks is theirs and the team's."""
    qui, animatrice = v.gens["pays"], v.gens["animatrice"]
    noter(membre=qui, texte=v.canari("note de l’équipe", EQUIPE), par=animatrice)
    demander_changement(
        membre=qui, fonction=v.canari("changement, fonction", EQUIPE | {"pays"}),
        structure=v.canari("changement, structure", EQUIPE | {"pays"}), categorie="ville", territoires=[], depuis=dt.date(2026, 11, 1),
    )  # fmt: skip
    prevoir_depart(membre=qui, dernier_jour=dt.date(2099, 1, 1), par=animatrice)
    v.adresses |= {
        f"/gestion/membres/{qui.pk}/",
        "/gestion/changements/",
        "/gestion/traitements/",
        "/mon-compte/poste/",
        "/mon-compte/mon-parcours/",
        "/mon-compte/mon-parcours.csv",
        "/mon-compte/mes-donnees/",
        "/espace/prise-de-poste/",
    }
