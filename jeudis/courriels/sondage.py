"""The mail that says which date was chosen."""

from __future__ import annotations

from typing import Any

from centre.courriels.operations import envoyer

from ..calendrier import composer, evenement_date
from ..models import PARIS, Sondage


def annoncer_la_date(sondage: Sondage, membre: Any) -> None:
    """« La date est choisie », with the calendar file for a meeting; a Jeudi sends its own when one registers."""
    date = sondage.choisie
    assert date is not None
    assert sondage.clos_le is not None
    pieces = []
    if sondage.jeudi_id is None:
        rendez_vous = evenement_date(
            uid=f"sondage-{sondage.pk}", debut=date.debut.astimezone(PARIS), fin=date.fin.astimezone(PARIS), titre=sondage.titre,
            lieu="", adresse=sondage.get_absolute_url(), description=sondage.mot, change_le=sondage.clos_le,
        )  # fmt: skip
        rendez_vous.add("sequence", 0)
        rendez_vous.add("status", "CONFIRMED")
        fichier = composer([rendez_vous], nom=sondage.titre)
        pieces = [("date.ics", "text/calendar; method=PUBLISH; charset=utf-8", fichier)]
    envoyer(
        genre="sondage_date",
        evenement=f"sondage-{sondage.pk}",
        destinataire=membre,
        objet=sondage,
        contexte={"sondage": sondage, "date": date},
        pieces=pieces,
    )
