"""What the émargement brings to the registries."""

from __future__ import annotations

from typing import Any

from centre.registre import DonneesDeMembre, donnees_de_membre

from ..models import Marque, Presence


def _exporter_les_presences(membre: Any) -> list[dict[str, Any]]:
    siennes = Presence.objects.de(membre).select_related("seance__jeudi")
    return [
        {"jeudi": p.seance.jeudi.titre, "jour": p.seance.jour, "demi_journee": p.demi_journee, "etat": p.get_etat_display()}
        for p in siennes
    ]


donnees_de_membre.ajouter("jeudis.Marque", DonneesDeMembre.par_cles(Marque, nommees=("par",), montrer=("recu_le",)))
donnees_de_membre.ajouter(
    "jeudis.Presence",
    DonneesDeMembre(
        modele=Presence,
        lister=Presence.objects.de,
        exporter=_exporter_les_presences,
        # The row hangs on the registration, which loses its name: what is counted does not change.
        effacer=lambda membre: 0,
    ),
)
