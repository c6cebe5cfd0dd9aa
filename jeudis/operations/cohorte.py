"""The cohort of a cycle: one espace, whose members are those who hold a seat."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.text import Truncator

from centre.espaces.models import Espace
from centre.groupes.models import Groupe
from centre.groupes.operations import ouvrir_cohorte, suivre_les_membres
from centre.temps import PARIS

from ..enums import EtatInscription, Forme
from ..models import Jeudi

#: How long the espace outlives the last séance, when nobody said.
APRES = dt.timedelta(days=183)


@transaction.atomic
def suivre_la_cohorte(jeudi: Jeudi) -> None:
    """Open the espace of a published cycle, make its members those who hold a seat, close it on its day. Again, nothing changes.

    Called by whatever changes a registration, in its transaction, the Jeudi's row being locked; the right was checked there.
    """
    if jeudi.forme != Forme.CYCLE or jeudi.date_publication is None:
        return
    if jeudi.cohorte_id is None:
        _ouvrir(jeudi)
    groupe = Groupe.objects.select_related("espace").get(espace_id=jeudi.cohorte_id)
    inscriptions = list(jeudi.inscriptions.filter(membre__isnull=False).select_related("membre"))
    places: dict[bool, list[Any]] = {True: [], False: []}
    for inscription in inscriptions:
        places[inscription.etat == EtatInscription.INSCRIT].append(inscription.membre)
    suivre_les_membres(groupe=groupe, dedans=places[True], dehors=places[False], par=None)
    fin = fin_de_la_cohorte(jeudi)
    if groupe.espace.fin != fin:
        Espace.objects.filter(pk=groupe.pk).update(fin=fin)


def _ouvrir(jeudi: Jeudi) -> None:
    nom = Truncator(f"Promotion : {jeudi.titre}").chars(46)
    description = "Les personnes qui suivent ce cycle de qualification, et l’équipe du Centre."
    groupe = ouvrir_cohorte(nom=nom, description=description, par=jeudi.auteur, exemple=jeudi.exemple)
    jeudi.cohorte = groupe.espace
    jeudi.save(update_fields=["cohorte"])


def fin_de_la_cohorte(jeudi: Jeudi) -> dt.datetime | None:
    """The end of its last day, in Paris; None while the cycle has no date."""
    if jeudi.dernier_jour is None:
        return None
    dernier = jeudi.cohorte_jusqu_au or jeudi.dernier_jour + APRES
    return dt.datetime.combine(dernier + dt.timedelta(days=1), dt.time.min, tzinfo=PARIS)
