"""Others' events, for a calendar: marked « externe », never mixed with the Jeudis' own identities."""

from __future__ import annotations

import datetime as dt

from icalendar import Event

from .calendrier import evenement_date
from .models import PARIS, Evenement


def evenement_d_ailleurs(evenement: Evenement) -> Event:
    """Whole days are days, the last one excluded as the format wants; an hour without an end lasts one hour."""
    debut: dt.date = evenement.premier_jour
    fin: dt.date = evenement.dernier_jour + dt.timedelta(days=1)
    if evenement.de:
        debut = dt.datetime.combine(evenement.premier_jour, evenement.de, tzinfo=PARIS)
        fin = debut + dt.timedelta(hours=1)
        if evenement.a:
            fin = dt.datetime.combine(evenement.dernier_jour, evenement.a, tzinfo=PARIS)
    composant = evenement_date(
        uid=f"evenement-{evenement.pk}",
        debut=debut,
        fin=fin,
        titre=f"{evenement.titre} (externe)",
        lieu=evenement.lieu,
        adresse=evenement.get_absolute_url(),
        description="\n\n".join(filter(None, [evenement.organisateur, evenement.description, evenement.lien])),
        change_le=evenement.change_le,
    )
    composant.add("sequence", evenement.sequence)
    composant.add("status", "CANCELLED" if evenement.annule else "CONFIRMED")
    composant.add("categories", ["externe"])
    return composant
